package com.zhaoli.pay.merchant.operator.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.merchant.operator.OperatorSessionBO;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a login.
 *
 * @param token absent where a cookie holds it
 */
record OperatorSessionVO(
    @Nullable Secret token, Instant expiresAt, String operatorNo, List<OperatorRole> roles) {
  static OperatorSessionVO of(OperatorSessionBO session, boolean withToken) {
    return new OperatorSessionVO(
        withToken ? session.token() : null,
        session.expiresAt(),
        session.operator().operatorNo(),
        session.operator().roles());
  }
}
