package com.zhaoli.pay.payment.store;

import com.zhaoli.pay.common.money.Money;
import org.jspecify.annotations.Nullable;

/** Makes the payments of stores' customers. */
public interface QrOrders {

  /**
   * A payment for any wallet. The same number with the same content is the same payment.
   *
   * @param note what the payer wrote
   * @return its pay token
   */
  String create(StoreBO store, String outTradeNo, Money amount, @Nullable String note);
}
