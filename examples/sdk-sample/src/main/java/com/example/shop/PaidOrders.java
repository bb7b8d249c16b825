package com.example.shop;

import com.zhaoli.pay.sdk.webhook.WebhookEvent;
import com.zhaoli.pay.sdk.webhook.WebhookEventType;
import com.zhaoli.pay.sdk.webhook.ZhaoliPayWebhookHandler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notes which orders are paid; a shop of yours does it in its database. */
@RestController
class PaidOrders implements ZhaoliPayWebhookHandler {

  private final Set<String> orderNos = ConcurrentHashMap.newKeySet();

  @Override
  public void onEvent(WebhookEvent event) {
    if (event.type() == WebhookEventType.PAYMENT_SUCCEEDED) {
      orderNos.add(event.data().outTradeNo());
    }
  }

  @GetMapping("/orders/paid")
  Set<String> paid() {
    return orderNos;
  }
}
