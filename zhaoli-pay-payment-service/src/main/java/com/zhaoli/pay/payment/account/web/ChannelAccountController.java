package com.zhaoli.pay.payment.account.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.payment.account.AccountFilter;
import com.zhaoli.pay.payment.account.AccountNo;
import com.zhaoli.pay.payment.account.AccountTypes;
import com.zhaoli.pay.payment.account.ChannelAccountBO;
import com.zhaoli.pay.payment.account.ChannelAccountManagement;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccounts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts at the channels, for operators. The gateway has checked the login and says whose. */
@RestController
@RequestMapping("/ops/v1/payments")
class ChannelAccountController {
  private final ChannelAccountManagement accounts;
  private final AccountTypes types;
  private final Clock clock;

  ChannelAccountController(ChannelAccountManagement accounts, AccountTypes types, Clock clock) {
    this.accounts = accounts;
    this.types = types;
    this.clock = clock;
  }

  @GetMapping("/channel-types")
  ChannelTypesVO types(HttpServletRequest request) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return ChannelTypesVO.of(types.all());
  }

  @GetMapping("/channel-accounts")
  PageVO<ChannelAccountVO> list(
      HttpServletRequest request,
      @RequestParam @Pattern(regexp = "[0-9A-Za-z_]{1,32}") @Nullable String merchantNo,
      @RequestParam @Nullable String channel,
      @RequestParam @Nullable String after,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    if (after != null && !AccountNo.isOne(after)) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "after", "is no account's number");
    }
    return PageVO.of(
        accounts.list(filter(merchantNo, channel), after, limit + 1),
        limit,
        this::view,
        ChannelAccountBO::channelAccountNo);
  }

  private static AccountFilter filter(@Nullable String merchantNo, @Nullable String channel) {
    if (channel != null && !Channel.isName(channel)) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "channel", "is no channel's name");
    }
    boolean platform = ChannelAccounts.PLATFORM.equals(merchantNo);
    return new AccountFilter(
        platform ? null : merchantNo, platform, channel == null ? null : Channel.of(channel));
  }

  @GetMapping("/channel-accounts/{channelAccountNo}")
  ChannelAccountVO get(HttpServletRequest request, @PathVariable String channelAccountNo) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return view(accounts.get(channelAccountNo));
  }

  @PostMapping("/channel-accounts")
  @ResponseStatus(HttpStatus.CREATED)
  ChannelAccountVO create(
      HttpServletRequest request, @Valid @RequestBody AccountCreateDTO account) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return view(accounts.create(account.command(), acting.operatorNo()));
  }

  @PutMapping("/channel-accounts/{channelAccountNo}")
  ChannelAccountVO change(
      HttpServletRequest request,
      @PathVariable String channelAccountNo,
      @Valid @RequestBody AccountChangeDTO change) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return view(accounts.change(change.command(channelAccountNo), acting.operatorNo()));
  }

  @PostMapping("/channel-accounts/{channelAccountNo}/enable")
  ChannelAccountVO enable(
      HttpServletRequest request,
      @PathVariable String channelAccountNo,
      @RequestParam(defaultValue = "false") boolean replace) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return view(accounts.enable(channelAccountNo, replace, acting.operatorNo()));
  }

  @PostMapping("/channel-accounts/{channelAccountNo}/disable")
  ChannelAccountVO disable(HttpServletRequest request, @PathVariable String channelAccountNo) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return view(accounts.disable(channelAccountNo, acting.operatorNo()));
  }

  @PostMapping("/channel-accounts/{channelAccountNo}/try")
  TrialVO tryOut(HttpServletRequest request, @PathVariable String channelAccountNo) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return TrialVO.of(accounts.tryOut(channelAccountNo, acting.operatorNo()));
  }

  private ChannelAccountVO view(ChannelAccountBO account) {
    return ChannelAccountVO.of(account, types.settingsOf(account.channel()), clock.instant());
  }
}
