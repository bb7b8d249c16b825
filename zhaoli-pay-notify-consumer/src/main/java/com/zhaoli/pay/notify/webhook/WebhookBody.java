package com.zhaoli.pay.notify.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a merchant is sent: thin, and the same bytes for every attempt of an event. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookBody(String id, EventType type, Instant createdAt, int version, Data data) {

  static WebhookBody of(PaymentEvent event) {
    return new WebhookBody(
        event.eventId(),
        event.type(),
        event.createdAt(),
        event.version(),
        new Data(
            event.paymentNo(),
            event.outTradeNo(),
            event.status(),
            event.amount(),
            event.channel(),
            event.method(),
            event.channelTradeNo(),
            event.paidAt(),
            event.attach(),
            event.refund()));
  }

  /** The payment as the event left it, and the refund that the event is about. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Data(
      String paymentNo,
      String outTradeNo,
      String status,
      Money amount,
      @Nullable String channel,
      String method,
      @Nullable String channelTradeNo,
      @Nullable Instant paidAt,
      @Nullable String attach,
      PaymentEvent.@Nullable Refund refund) {}
}
