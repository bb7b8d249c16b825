package com.zhaoli.pay.wechat.account.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.wechat.account.AccountState;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.account.PushMode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The accounts for operators: which there are, and whether they can be used. */
@RestController
class AccountController {
  private static final String PORTAL = "/wechat/portal/";

  private final OfficialAccounts accounts;

  AccountController(OfficialAccounts accounts) {
    this.accounts = accounts;
  }

  /** All accounts, the main one first. */
  record AccountsVO(List<AccountVO> items) {}

  /** Whether there is an access token for all instances. */
  enum TokenState {
    KEPT,
    /** None was asked for yet, or the last one is over: the next call asks. */
    NONE,
    /** Redis does not answer. */
    UNKNOWN
  }

  /**
   * An account.
   *
   * @param main whether everything concerns it that names no account
   * @param portal where WeChat pushes its events to
   * @param tokenSecondsLeft of a token that is KEPT
   * @param problem what is wrong with its credentials; then it cannot be used
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AccountVO(
      String name,
      @Nullable String appId,
      boolean main,
      @Nullable String portal,
      @Nullable PushMode mode,
      @Nullable TokenState token,
      @Nullable Long tokenSecondsLeft,
      @Nullable String problem) {

    static AccountVO of(AccountState account) {
      Long left = account.tokenLeft() == null ? null : account.tokenLeft().toSeconds();
      return new AccountVO(
          account.name(),
          account.appId(),
          account.main(),
          account.appId() == null ? null : PORTAL + account.appId(),
          account.mode(),
          account.appId() == null ? null : stateOf(left),
          left == null || left == 0 ? null : left,
          account.problem());
    }

    private static TokenState stateOf(@Nullable Long left) {
      if (left == null) {
        return TokenState.UNKNOWN;
      }
      return left == 0 ? TokenState.NONE : TokenState.KEPT;
    }
  }

  @GetMapping("/ops/v1/wechat/accounts")
  AccountsVO list(HttpServletRequest request) {
    ActingOperator.of(request);
    return new AccountsVO(accounts.states().stream().map(AccountVO::of).toList());
  }
}
