package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.sandbox.PushMode;
import com.zhaoli.pay.sandbox.officialaccount.PushModes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the account's owner chooses in WeChat's console: whether events come encrypted. */
@RestController
@RequestMapping("/sandbox/v1/wechat/push-mode")
final class PushModeController {
  private final PushModes modes;

  PushModeController(PushModes modes) {
    this.modes = modes;
  }

  record Mode(@NotNull PushMode mode) {}

  @GetMapping
  Mode mode() {
    return new Mode(modes.mode());
  }

  @PutMapping
  Mode change(@Valid @RequestBody Mode wanted) {
    modes.change(wanted.mode());
    return mode();
  }
}
