package com.zhaoli.pay.wechat.follower.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.follower.FollowerSyncs;
import com.zhaoli.pay.wechat.follower.SyncRunBO;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Operators begin syncs and see how far they have come. */
@RestController
@RequestMapping("/ops/v1/wechat/followers/syncs")
class FollowerSyncController {
  private final FollowerSyncs syncs;
  private final OfficialAccounts accounts;

  FollowerSyncController(FollowerSyncs syncs, OfficialAccounts accounts) {
    this.syncs = syncs;
    this.accounts = accounts;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  SyncVO begin(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return SyncVO.of(
        syncs.begin(accounts.mainUnless(account).appId(), operator.operatorNo()).run());
  }

  @GetMapping
  PageVO<SyncVO> page(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "after", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a sync") @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "20") @Min(1) @Max(100) int limit) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return PageVO.of(
        syncs.page(accounts.mainUnless(account).appId(), after, limit + 1),
        limit,
        SyncVO::of,
        SyncRunBO::runNo);
  }

  @GetMapping("/{runNo}")
  SyncVO get(
      HttpServletRequest request,
      @PathVariable("runNo") String runNo,
      @RequestParam(name = "account", required = false) @Nullable String account) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return SyncVO.of(syncs.get(accounts.mainUnless(account).appId(), runNo));
  }

  @PostMapping("/{runNo}/stop")
  SyncVO stop(
      HttpServletRequest request,
      @PathVariable("runNo") String runNo,
      @RequestParam(name = "account", required = false) @Nullable String account) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return SyncVO.of(
        syncs.stop(accounts.mainUnless(account).appId(), runNo, operator.operatorNo()));
  }
}
