package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Calls of merchants that write to the lane of a target. They wait for each other and for its
 * deliveries, each with a connection to the database, of which there are few: so a merchant has but
 * two of them at a time, and the others are told to come back.
 */
@Component
public class LaneCalls {
  private static final int MOST = 2;
  private static final int TRY_AGAIN_SECONDS = 1;

  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

  /**
   * Does this in the caller's thread.
   *
   * @param work its transactions begin and end inside
   * @throws ApiException RATE_LIMITED while the merchant has two such calls under way
   */
  public <T> T call(String merchantNo, Supplier<T> work) {
    try {
      if (underWay.merge(merchantNo, 1, Integer::sum) > MOST) {
        throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, TRY_AGAIN_SECONDS);
      }
      return work.get();
    } finally {
      underWay.compute(
          merchantNo, (merchant, calls) -> calls == null || calls == 1 ? null : calls - 1);
    }
  }
}
