package com.zhaoli.pay.pos.receipt;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.payment.StoreInternalApi;
import feign.FeignException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * What merchants and their stores are called. A receipt is printed whether or not that can be told.
 */
@Component
class ReceiptNames {
  private static final Logger log = LoggerFactory.getLogger(ReceiptNames.class);

  private final MerchantInternalApi merchants;
  private final StoreInternalApi stores;

  ReceiptNames(MerchantInternalApi merchants, StoreInternalApi stores) {
    this.merchants = merchants;
    this.stores = stores;
  }

  /** The merchant's name; empty while merchant-service does not tell it. */
  Optional<String> ofMerchant(String merchantNo) {
    return name(merchantNo, () -> merchants.merchantName(merchantNo).displayName());
  }

  /**
   * The store's name; empty where the merchant has made no store of this storeId, and while
   * payment-service does not tell it.
   */
  Optional<String> ofStore(String merchantNo, String storeId) {
    return name(storeId, () -> stores.storeName(merchantNo, storeId).name());
  }

  private static Optional<String> name(String of, Supplier<String> told) {
    try {
      return Optional.of(told.get());
    } catch (FeignException | IllegalStateException e) {
      // Feign has an IllegalStateException where no instance is known at all.
      if (!(e instanceof FeignException refusal)
          || refusal.status() != HttpStatus.NOT_FOUND.value()) {
        log.warn("the name of {} is not told: {}", of, e.toString());
      }
      return Optional.empty();
    }
  }
}
