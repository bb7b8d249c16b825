package com.zhaoli.pay.notify.template;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A merchant's receivers, remembered for some seconds. A failed look-up is not remembered. A
 * binding or unbinding takes effect here when the memory has run out.
 */
@Component
class ReceiverDirectory {
  private final MerchantInternalApi merchants;
  private final Cache<String, List<MessageReceiver>> cache;

  ReceiverDirectory(MerchantInternalApi merchants, NotifyProperties properties) {
    this.merchants = merchants;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(properties.receiverCacheSize())
            .expireAfterWrite(properties.receiverCache())
            .build();
  }

  /** Empty when nobody is bound. Throws what the call to merchant-service throws. */
  List<MessageReceiver> receivers(String merchantNo) {
    return cache.get(merchantNo, no -> List.copyOf(merchants.receivers(no)));
  }
}
