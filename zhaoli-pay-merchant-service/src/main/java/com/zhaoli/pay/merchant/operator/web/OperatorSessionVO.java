package com.zhaoli.pay.merchant.operator.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.merchant.operator.OperatorSessionBO;
import java.time.Instant;
import java.util.List;

/** The answer to a login. */
record OperatorSessionVO(
    Secret token, Instant expiresAt, String operatorNo, List<OperatorRole> roles) {
  static OperatorSessionVO of(OperatorSessionBO session) {
    return new OperatorSessionVO(
        session.token(),
        session.expiresAt(),
        session.operator().operatorNo(),
        session.operator().roles());
  }
}
