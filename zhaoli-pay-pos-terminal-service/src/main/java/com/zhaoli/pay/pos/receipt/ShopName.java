package com.zhaoli.pay.pos.receipt;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import feign.FeignException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What merchants are called. A receipt is printed whether or not that can be told. */
@Component
class ShopName {
  private static final Logger log = LoggerFactory.getLogger(ShopName.class);

  private final MerchantInternalApi merchants;

  ShopName(MerchantInternalApi merchants) {
    this.merchants = merchants;
  }

  /** The merchant's name; empty while merchant-service does not tell it. */
  Optional<String> find(String merchantNo) {
    try {
      return Optional.of(merchants.merchantName(merchantNo).displayName());
    } catch (FeignException | IllegalStateException e) {
      // Feign has an IllegalStateException where no instance is known at all.
      log.warn("merchant-service does not tell the name of {}: {}", merchantNo, e.toString());
      return Optional.empty();
    }
  }
}
