package com.zhaoli.pay.merchant.operator.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A login. */
record OperatorLoginDTO(
    @NotBlank @Size(max = 64) String username, @NotBlank @Size(max = 128) String password) {
  @Override
  public String toString() {
    return "OperatorLoginDTO[" + username + "]";
  }
}
