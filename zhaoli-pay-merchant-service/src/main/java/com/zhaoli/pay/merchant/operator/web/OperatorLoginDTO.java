package com.zhaoli.pay.merchant.operator.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.merchant.operator.Login;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A login.
 *
 * @param username letters, digits, dot, hyphen and underscore: the database takes no notice of
 *     spaces at the end, and each spelling would have tries of its own
 * @param newPassword at a first login, in place of the one that was handed over
 * @param cookie whether the token shall be kept by the browser, unseen by its pages, instead of
 *     standing in the answer
 */
record OperatorLoginDTO(
    @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String username,
    @NotBlank @Pattern(regexp = PASSWORD, message = "must have at most 128 characters") String password,
    @Pattern(regexp = PASSWORD, message = "must have at most 128 characters") @Nullable String newPassword,
    @Nullable Boolean cookie) {

  /** Counts characters, not the pieces that Java makes of some. */
  static final String PASSWORD = "(?s).{1,128}";

  Login from(String address) {
    return new Login(
        username,
        new Secret(password),
        newPassword == null ? null : new Secret(newPassword),
        address,
        inBrowser());
  }

  boolean inBrowser() {
    return Boolean.TRUE.equals(cookie);
  }

  @Override
  public String toString() {
    return "OperatorLoginDTO[" + username + "]";
  }
}
