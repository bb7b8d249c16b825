package com.zhaoli.pay.merchant.operator.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The change of an operator's own password. */
record OwnPasswordDTO(
    @NotNull @Pattern(regexp = OperatorLoginDTO.PASSWORD, message = "must have at most 128 characters") String oldPassword,
    @NotNull @Pattern(regexp = OperatorLoginDTO.PASSWORD, message = "must have at most 128 characters") String newPassword) {
  @Override
  public String toString() {
    return "OwnPasswordDTO[***]";
  }
}
