package com.zhaoli.pay.wechat.message.web;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.message.MessageSearch;
import com.zhaoli.pay.wechat.message.MessageStatus;
import com.zhaoli.pay.wechat.message.TemplateMessageBO;
import com.zhaoli.pay.wechat.message.TemplateMessages;
import com.zhaoli.pay.wechat.message.TemplateUsage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operators look for messages, and send again what failed. */
@RestController
@RequestMapping("/ops/v1/wechat/messages")
class MessageController {
  private static final Duration SPAN = Duration.ofDays(7);
  private static final Duration LONGEST_SPAN = Duration.ofDays(31);

  private final TemplateMessages messages;
  private final TemplateUsage usage;
  private final OfficialAccounts accounts;
  private final Clock clock;

  MessageController(
      TemplateMessages messages, TemplateUsage usage, OfficialAccounts accounts, Clock clock) {
    this.messages = messages;
    this.usage = usage;
    this.accounts = accounts;
    this.clock = clock;
  }

  record ResendDTO(@NotBlank @Size(max = 200) @MultiLine String reason) {}

  /** Some messages, the newest first. */
  @GetMapping
  PageVO<MessageVO> search(
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "businessId", required = false) @Size(min = 1, max = 64) @Nullable String businessId,
      @RequestParam(name = "openid", required = false) @Nullable String openid,
      @RequestParam(name = "scene", required = false) @Nullable MessageScene scene,
      @RequestParam(name = "status", required = false) @Nullable MessageStatus status,
      @RequestParam(name = "from", required = false) @Nullable Instant from,
      @RequestParam(name = "to", required = false) @Nullable Instant to,
      @RequestParam(name = "after", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a message") @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit,
      HttpServletRequest request) {
    ActingOperator.of(request);
    if (openid != null && !Openids.isOpenid(openid)) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "openid", "is no openid");
    }
    boolean one = businessId != null || openid != null;
    // What is stored in this very millisecond belongs to it.
    Instant end = Objects.requireNonNullElseGet(to, () -> clock.instant().plusMillis(1));
    Instant begin =
        Objects.requireNonNullElseGet(from, () -> one ? Instant.EPOCH : end.minus(SPAN));
    if (begin.isBefore(Instant.EPOCH) || !begin.isBefore(end)) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "from", "must be before to");
    }
    if (!one && Duration.between(begin, end).compareTo(LONGEST_SPAN) > 0) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "from", "must be at most 31 days before to");
    }
    List<TemplateMessageBO> found =
        messages.search(
            new MessageSearch(
                accounts.mainUnless(account).appId(),
                businessId,
                openid,
                scene,
                status,
                begin,
                end,
                after,
                limit + 1));
    return PageVO.of(
        found, limit, message -> MessageVO.of(message, null), TemplateMessageBO::messageNo);
  }

  @GetMapping("/usage")
  UsageVO usage(
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "day", required = false) @Nullable LocalDate day,
      HttpServletRequest request) {
    ActingOperator.of(request);
    return UsageVO.of(usage.of(accounts.mainUnless(account).appId(), day));
  }

  @GetMapping("/{messageNo}")
  MessageVO get(@PathVariable("messageNo") String messageNo, HttpServletRequest request) {
    ActingOperator.of(request);
    return MessageVO.of(messages.get(messageNo), messages.history(messageNo));
  }

  @PostMapping("/{messageNo}/resend")
  MessageVO resend(
      @PathVariable("messageNo") String messageNo,
      @Valid @RequestBody ResendDTO wish,
      HttpServletRequest request) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    TemplateMessageBO message = messages.resend(messageNo, operator.operatorNo(), wish.reason());
    return MessageVO.of(message, messages.history(messageNo));
  }
}
