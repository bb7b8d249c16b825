package com.zhaoli.pay.merchant.operator.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.merchant.operator.InitialPasswordBO;

/**
 * An operator with a password for the first login.
 *
 * @param initialPassword shown this one time
 */
record InitialPasswordVO(@JsonUnwrapped OperatorVO operator, Secret initialPassword) {
  static InitialPasswordVO of(InitialPasswordBO initial) {
    return new InitialPasswordVO(OperatorVO.of(initial.account()), initial.password());
  }
}
