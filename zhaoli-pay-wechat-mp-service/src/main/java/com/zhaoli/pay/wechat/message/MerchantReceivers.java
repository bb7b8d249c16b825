package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import feign.FeignException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Who gets the messages of merchants, as merchant-service knows now. */
@Component
class MerchantReceivers {
  private static final Logger log = LoggerFactory.getLogger(MerchantReceivers.class);
  private static final Pattern MERCHANT_NO = Pattern.compile(Ids.FROM_OUTSIDE);
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final MerchantInternalApi merchants;
  private final MessageWorkers workers;

  MerchantReceivers(MerchantInternalApi merchants, MessageWorkers workers) {
    this.merchants = merchants;
    this.workers = workers;
  }

  /**
   * The receivers of a merchant.
   *
   * @param lookedUp false when merchant-service did not answer
   */
  record Found(boolean lookedUp, List<MessageReceiver> receivers) {
    static final Found UNKNOWN = new Found(false, List.of());

    /** Of those that get messages of the scene. */
    List<String> openids(MessageScene scene) {
      return receivers.stream()
          .filter(receiver -> receiver.gets(scene))
          .map(MessageReceiver::openid)
          .distinct()
          .toList();
    }
  }

  /**
   * Refuses what is no merchant's number.
   *
   * @throws ApiException REQUEST_INVALID
   */
  static void check(String place, String merchantNo) {
    if (!MERCHANT_NO.matcher(merchantNo).matches()) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, place + "merchantNo", "is no merchant's number");
    }
  }

  /** By merchant; one that could not be looked up in time is missing, or says so. */
  Map<String, Found> of(List<String> merchantNos) {
    Map<String, Found> found = new ConcurrentHashMap<>();
    workers.run(
        merchantNos.stream().<Runnable>map(no -> () -> found.put(no, lookUp(no))).toList(), LIMIT);
    return Map.copyOf(found);
  }

  private Found lookUp(String merchantNo) {
    try {
      return new Found(true, merchants.receivers(merchantNo));
    } catch (FeignException.NotFound e) {
      return new Found(true, List.of());
    } catch (RuntimeException e) {
      // Feign's messages hold the request, and its answer openids.
      log.warn(
          "The receivers of {} could not be looked up: {}",
          merchantNo,
          e.getClass().getSimpleName());
      return Found.UNKNOWN;
    }
  }
}
