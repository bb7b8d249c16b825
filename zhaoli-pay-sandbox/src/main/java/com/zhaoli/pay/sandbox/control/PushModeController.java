package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.sandbox.PushMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the account's owner chooses in WeChat's console: whether events come encrypted. */
@RestController
@RequestMapping("/sandbox/v1/wechat/push-mode")
final class PushModeController {
  private final AccountChoice accounts;

  PushModeController(AccountChoice accounts) {
    this.accounts = accounts;
  }

  record Mode(@NotNull PushMode mode) {}

  @GetMapping
  Mode mode(@RequestParam(required = false) @Nullable String account) {
    return new Mode(accounts.of(account).pushModes().mode());
  }

  @PutMapping
  Mode change(
      @RequestParam(required = false) @Nullable String account, @Valid @RequestBody Mode wanted) {
    accounts.of(account).pushModes().change(wanted.mode());
    return mode(account);
  }
}
