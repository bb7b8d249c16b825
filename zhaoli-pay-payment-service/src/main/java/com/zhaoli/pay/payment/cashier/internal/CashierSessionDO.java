package com.zhaoli.pay.payment.cashier.internal;

import org.jspecify.annotations.NullUnmarked;

/** A row of cashier_session, as far as it is read. */
@NullUnmarked
class CashierSessionDO {
  String ownerHash;
  String channel;
  String method;
  String signInChannel;
}
