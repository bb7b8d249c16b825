package com.zhaoli.pay.payment.cashier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import feign.FeignException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What merchants are called, from merchant-service, kept for a while. Where it cannot be told,
 * there is no name, and that is kept for a short while only: a page never waits longer than one
 * call's time limit, and a service that is away is not asked for every page.
 */
@Component
public class ShopNames {
  private static final Logger log = LoggerFactory.getLogger(ShopNames.class);
  private static final int MAX_NAMES = 20_000;
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final Duration ABSENCE_KEPT = Duration.ofSeconds(20);

  private final MerchantInternalApi merchants;
  private final Cache<String, Optional<String>> names =
      Caffeine.newBuilder()
          .maximumSize(MAX_NAMES)
          .expireAfter(
              Expiry.<String, Optional<String>>creating(
                  (merchantNo, name) -> name.isPresent() ? KEPT : ABSENCE_KEPT))
          .build();

  ShopNames(MerchantInternalApi merchants) {
    this.merchants = merchants;
  }

  /** The merchant's name; empty while nobody can tell it. */
  public Optional<String> find(String merchantNo) {
    return names.get(merchantNo, this::ask);
  }

  private Optional<String> ask(String merchantNo) {
    try {
      return Optional.of(merchants.merchantName(merchantNo).displayName())
          .filter(name -> !name.isBlank());
    } catch (FeignException | IllegalStateException e) {
      // Feign has an IllegalStateException where no instance is known at all.
      log.warn("merchant-service does not tell the name of {}: {}", merchantNo, e.toString());
      return Optional.empty();
    }
  }
}
