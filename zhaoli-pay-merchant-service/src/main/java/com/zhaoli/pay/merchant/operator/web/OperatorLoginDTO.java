package com.zhaoli.pay.merchant.operator.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A login.
 *
 * @param username letters, digits, dot, hyphen and underscore: the database takes no notice of
 *     spaces at the end, and each spelling would have tries of its own
 */
record OperatorLoginDTO(
    @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String username,
    @NotBlank @Size(max = 128) String password) {
  @Override
  public String toString() {
    return "OperatorLoginDTO[" + username + "]";
  }
}
