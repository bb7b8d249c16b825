package com.zhaoli.pay.payment.store.web;

import com.zhaoli.pay.common.client.payment.StoreInternalApi;
import com.zhaoli.pay.common.client.payment.StoreName;
import com.zhaoli.pay.payment.store.Stores;
import org.springframework.web.bind.annotation.RestController;

/** Stores for the other services. */
@RestController
class StoreInternalController implements StoreInternalApi {
  private final Stores stores;

  StoreInternalController(Stores stores) {
    this.stores = stores;
  }

  @Override
  public StoreName storeName(String merchantNo, String storeId) {
    return new StoreName(storeId, stores.labelled(merchantNo, storeId).name());
  }
}
