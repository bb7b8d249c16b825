package com.zhaoli.pay.wechat.reply.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.reply.ConversationBO;
import com.zhaoli.pay.wechat.reply.Conversations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was said, for operators; each look is put on record. */
@RestController
class ConversationController {
  /** The last moment of a page in milliseconds, and the last id. */
  private static final String CURSOR = "\\d{1,14}-\\d{1,18}";

  private static final Duration SPAN = Duration.ofDays(7);

  private final OfficialAccounts accounts;
  private final Conversations conversations;
  private final Clock clock;

  ConversationController(OfficialAccounts accounts, Conversations conversations, Clock clock) {
    this.accounts = accounts;
    this.conversations = conversations;
    this.clock = clock;
  }

  /** The last seven days up to {@code to}, unless {@code from} is said. */
  @GetMapping("/ops/v1/wechat/conversations")
  PageVO<ConversationVO> page(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "openid", required = false) @Nullable String openid,
      @RequestParam(name = "from", required = false) @Nullable Instant from,
      @RequestParam(name = "to", required = false) @Nullable Instant to,
      @RequestParam(name = "after", required = false)
          @Pattern(regexp = CURSOR, message = "must be the next of a page") @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    if (openid != null && !Openids.isOpenid(openid)) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "openid", "is no openid");
    }
    Instant asked = Objects.requireNonNullElseGet(to, clock::instant);
    Instant begin = Objects.requireNonNullElseGet(from, () -> asked.minus(SPAN));
    Instant end = asked;
    long before = Long.MAX_VALUE;
    if (after != null) {
      int dash = after.indexOf('-');
      end = Instant.ofEpochMilli(Long.parseLong(after.substring(0, dash)));
      before = Long.parseLong(after.substring(dash + 1));
    }
    List<ConversationBO> page =
        conversations.page(
            accounts.mainUnless(account).appId(),
            openid,
            begin,
            end,
            before,
            limit + 1,
            acting.operatorNo());
    return PageVO.of(page, limit, ConversationVO::of, ConversationController::cursor);
  }

  private static String cursor(ConversationBO last) {
    return last.createdAt().toEpochMilli() + "-" + last.id();
  }
}
