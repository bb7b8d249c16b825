package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.sandbox.officialaccount.WechatUsers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Makes many followers at once, for tests and measurements. */
@RestController
@RequestMapping("/sandbox/v1/wechat/followers")
final class FollowerMakingController {
  private static final String PREFIX = "[0-9A-Za-z_-]{1,32}";
  private static final String MADE = "o_made_";

  private final AccountChoice accounts;

  FollowerMakingController(AccountChoice accounts) {
    this.accounts = accounts;
  }

  /**
   * How many there are to be; those that are there count.
   *
   * @param prefix of their openids, which end in numbers from 000001
   */
  record MakingRequest(
      @NotNull @Min(1) @Max(100_000) Integer count,
      @Nullable @Pattern(regexp = PREFIX) String prefix) {}

  /** What changed, and how many follow now. */
  record Made(int changed, long following) {}

  @PostMapping
  Made make(
      @RequestParam(required = false) @Nullable String account,
      @Valid @RequestBody MakingRequest request) {
    WechatUsers users = accounts.of(account).users();
    int made =
        users.makeFollowers(Objects.requireNonNullElse(request.prefix(), MADE), request.count());
    return new Made(made, users.following());
  }

  @DeleteMapping
  Made forget(
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(defaultValue = MADE) @Pattern(regexp = PREFIX) String prefix) {
    WechatUsers users = accounts.of(account).users();
    int forgotten = users.forgetFollowers(prefix);
    return new Made(forgotten, users.following());
  }
}
