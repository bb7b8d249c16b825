package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.sandbox.officialaccount.OfficialAccount;
import com.zhaoli.pay.sandbox.officialaccount.OfficialAccounts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which official account a call means. */
@Component
final class AccountChoice {
  private final OfficialAccounts accounts;

  AccountChoice(OfficialAccounts accounts) {
    this.accounts = accounts;
  }

  /**
   * The account of this app id or name, the main one without any.
   *
   * @throws ApiException when there is none
   */
  OfficialAccount of(@Nullable String account) {
    return account == null
        ? accounts.main()
        : accounts
            .find(account)
            .orElseThrow(
                () -> ApiException.of(ErrorCode.SANDBOX_NOT_FOUND, "account", "no such account"));
  }
}
