package com.zhaoli.pay.sandbox.order;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A new order in the making. */
public final class OrderDraft {
  private final Channel channel;
  private final PaymentMethod method;
  private final String channelOrderNo;
  private final long amountFen;
  private final String subject;
  private final Instant createdAt;
  private final Instant expiresAt;
  private @Nullable String codeUrl;
  private @Nullable String prepayId;
  private @Nullable String attach;
  private @Nullable String notifyUrl;
  private @Nullable String verifyingSerial;
  private @Nullable String returnUrl;
  private OrderState state = OrderState.CREATED;
  private @Nullable String channelTradeNo;
  private @Nullable String buyer;
  private @Nullable Instant paysAt;
  private @Nullable Instant paidAt;

  public OrderDraft(
      Channel channel,
      PaymentMethod method,
      String channelOrderNo,
      long amountFen,
      String subject,
      Instant createdAt,
      Instant expiresAt) {
    this.channel = channel;
    this.method = method;
    this.channelOrderNo = channelOrderNo;
    this.amountFen = amountFen;
    this.subject = subject;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
  }

  public OrderDraft codeUrl(String url) {
    this.codeUrl = url;
    return this;
  }

  public OrderDraft prepayId(String id) {
    this.prepayId = id;
    return this;
  }

  /** What the merchant wants back in notifies and queries. */
  public OrderDraft attach(@Nullable String text) {
    this.attach = text;
    return this;
  }

  public OrderDraft notifyUrl(@Nullable String url) {
    this.notifyUrl = url;
    return this;
  }

  public OrderDraft verifyingSerial(@Nullable String serial) {
    this.verifyingSerial = serial;
    return this;
  }

  public OrderDraft returnUrl(@Nullable String url) {
    this.returnUrl = url;
    return this;
  }

  /** Only this buyer can pay it. */
  public OrderDraft buyer(String payer) {
    this.buyer = payer;
    return this;
  }

  /** The trade exists from the start; this buyer has opened it. */
  public OrderDraft openedBy(String payer) {
    this.state = OrderState.SCANNED;
    this.channelTradeNo = TradeNumbers.next(channel, createdAt);
    this.buyer = payer;
    return this;
  }

  /** The buyer's barcode was scanned; it pays at once. */
  public OrderDraft paidBy(String payer) {
    openedBy(payer);
    this.state = OrderState.PAID;
    this.paidAt = createdAt;
    return this;
  }

  /** The buyer's barcode was scanned; its owner pays at this time, or never. */
  public OrderDraft payingBy(String payer, @Nullable Instant at) {
    openedBy(payer);
    this.state = OrderState.PAYING;
    this.paysAt = at;
    return this;
  }

  /** The order, as {@link OrderBook#add} takes it. */
  public SandboxOrder build() {
    return new SandboxOrder(
        channel,
        channelOrderNo,
        method,
        codeUrl,
        prepayId,
        amountFen,
        subject,
        attach,
        notifyUrl,
        verifyingSerial,
        returnUrl,
        state,
        channelTradeNo,
        buyer,
        createdAt,
        expiresAt,
        paysAt,
        paidAt,
        null,
        List.of(),
        null);
  }

  /** Whether this order asks for the same as one with its number that is there already. */
  public boolean isSameAs(SandboxOrder order) {
    return order.amountFen() == amountFen
        && order.subject().equals(subject)
        && order.method() == method
        && Objects.equals(order.attach(), attach);
  }
}
