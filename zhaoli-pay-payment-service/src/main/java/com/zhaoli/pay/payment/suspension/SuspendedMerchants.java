package com.zhaoli.pay.payment.suspension;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import feign.FeignException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Which merchants are suspended, asked of merchant-service every second for all of them together:
 * payments at terminals and stores' QR codes do not pass where the gateway refuses a suspended
 * merchant's own calls. While merchant-service does not answer, what it said last counts.
 */
@Component
public class SuspendedMerchants {
  private static final Logger log = LoggerFactory.getLogger(SuspendedMerchants.class);
  private static final int PAGE = 1_000;
  private static final int MAX_PAGES = 100;

  private final MerchantInternalApi merchants;

  /** Null until the first answer. */
  private volatile @Nullable Set<String> suspended;

  private final Lock asking = new ReentrantLock();
  private boolean fails;

  SuspendedMerchants(MerchantInternalApi merchants) {
    this.merchants = merchants;
  }

  /**
   * Lets a payment of the merchant begin.
   *
   * @throws ApiException MERCHANT_SUSPENDED; UPSTREAM_UNAVAILABLE while this process has not heard
   *     yet who is
   */
  public void requireNot(String merchantNo) {
    if (isSuspended(merchantNo)) {
      throw new ApiException(ErrorCode.MERCHANT_SUSPENDED);
    }
  }

  /**
   * Whether the merchant takes no payments.
   *
   * @throws ApiException UPSTREAM_UNAVAILABLE while this process has not heard yet who does not
   */
  public boolean isSuspended(String merchantNo) {
    Set<String> known = suspended;
    if (known == null) {
      refresh();
      known = suspended;
    }
    if (known == null) {
      throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE);
    }
    return known.contains(merchantNo);
  }

  /** One at a time: whoever finds another one asking does not wait for the answer. */
  @Scheduled(fixedDelayString = "${zhaoli.suspension.interval:1s}")
  void refresh() {
    if (!asking.tryLock()) {
      return;
    }
    try {
      suspended = ask();
      fails = false;
    } catch (FeignException | IllegalStateException e) {
      // Feign has an IllegalStateException where no instance is known at all.
      if (!fails) {
        log.warn("merchant-service does not tell who is suspended: {}", e.toString());
        fails = true;
      }
    } finally {
      asking.unlock();
    }
  }

  private Set<String> ask() {
    Set<String> all = new HashSet<>();
    String after = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      List<String> found = merchants.suspendedMerchants(after, PAGE);
      all.addAll(found);
      if (found.size() < PAGE) {
        break;
      }
      after = found.get(found.size() - 1);
    }
    return Set.copyOf(all);
  }
}
