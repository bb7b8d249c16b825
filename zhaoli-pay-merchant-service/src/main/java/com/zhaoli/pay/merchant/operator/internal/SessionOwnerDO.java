package com.zhaoli.pay.merchant.operator.internal;

import org.jspecify.annotations.NullUnmarked;

/** A session with the operator that it belongs to. */
@NullUnmarked
class SessionOwnerDO {
  String sessionNo;
  String operatorNo;
  String username;
  String roles;
}
