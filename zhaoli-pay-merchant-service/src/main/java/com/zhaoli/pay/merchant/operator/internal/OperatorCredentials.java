package com.zhaoli.pay.merchant.operator.internal;

import com.zhaoli.pay.merchant.operator.OperatorBO;

/** An operator with what the password is compared with. */
public record OperatorCredentials(OperatorBO operator, String passwordHash) {
  @Override
  public String toString() {
    return "OperatorCredentials[" + operator.operatorNo() + "]";
  }
}
