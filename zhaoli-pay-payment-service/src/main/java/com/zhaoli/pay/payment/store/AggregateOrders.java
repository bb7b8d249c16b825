package com.zhaoli.pay.payment.store;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.PaymentCreateCommand;
import com.zhaoli.pay.payment.order.PaymentDrafts;
import com.zhaoli.pay.payment.order.PaymentService;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Payments like those that merchants make themselves; the note goes to the merchant as attach. */
@Component
class AggregateOrders implements QrOrders {
  /** A person stands in the shop: who has not paid by then has left. */
  private static final Duration EXPIRES_IN = Duration.ofMinutes(15);

  private final PaymentService payments;
  private final PaymentDrafts drafts;

  AggregateOrders(PaymentService payments, PaymentDrafts drafts) {
    this.payments = payments;
    this.drafts = drafts;
  }

  @Override
  public String create(StoreBO store, String outTradeNo, Money amount, @Nullable String note) {
    PaymentCreateCommand.Draft draft =
        new PaymentCreateCommand.Draft(
            outTradeNo,
            amount.fen(),
            store.name(),
            PaymentMethod.AGGREGATE_QR.name(),
            null,
            null,
            null,
            null,
            null,
            null,
            Math.toIntExact(EXPIRES_IN.toSeconds()),
            note,
            store.label(),
            null);
    return payments
        .create(drafts.check(draft, store.merchantNo(), store.appId()))
        .payment()
        .payToken();
  }
}
