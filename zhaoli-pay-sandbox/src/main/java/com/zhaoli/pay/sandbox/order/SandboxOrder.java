package com.zhaoli.pay.sandbox.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as its channel knows it.
 *
 * @param channelOrderNo the number that the platform gave it (out_trade_no)
 * @param codeUrl the content of its QR code
 * @param verifyingSerial WeChat Pay: names the key whose signatures the merchant can verify
 * @param channelTradeNo the channel's own number, from when the trade exists
 * @param buyer who scanned or paid it
 */
public record SandboxOrder(
    Channel channel,
    String channelOrderNo,
    String codeUrl,
    long amountFen,
    String subject,
    @Nullable String attach,
    @Nullable String notifyUrl,
    @Nullable String verifyingSerial,
    OrderState state,
    @Nullable String channelTradeNo,
    @Nullable String buyer,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant paidAt,
    @Nullable Instant closedAt) {

  /** An order that nobody has scanned. */
  public static SandboxOrder created(
      Channel channel,
      String channelOrderNo,
      String codeUrl,
      long amountFen,
      String subject,
      @Nullable String attach,
      @Nullable String notifyUrl,
      @Nullable String verifyingSerial,
      Instant createdAt,
      Instant expiresAt) {
    return new SandboxOrder(
        channel,
        channelOrderNo,
        codeUrl,
        amountFen,
        subject,
        attach,
        notifyUrl,
        verifyingSerial,
        OrderState.CREATED,
        null,
        null,
        createdAt,
        expiresAt,
        null,
        null);
  }

  /** Names the order among those of both channels. */
  public String key() {
    return keyOf(channel, channelOrderNo);
  }

  static String keyOf(Channel channel, String channelOrderNo) {
    return channel + ":" + channelOrderNo;
  }

  /** The order as it stands at this time: unpaid past its end, it is closed. */
  public SandboxOrder at(Instant now) {
    boolean unpaid = state == OrderState.CREATED || state == OrderState.SCANNED;
    return unpaid && !now.isBefore(expiresAt) ? close(expiresAt) : this;
  }

  SandboxOrder scanned(String tradeNo, String scannedBy) {
    return with(OrderState.SCANNED, tradeNo, scannedBy, null, null);
  }

  SandboxOrder paid(String tradeNo, String paidBy, Instant at) {
    return with(OrderState.PAID, tradeNo, paidBy, at, null);
  }

  /** The order, ended unpaid. */
  public SandboxOrder close(Instant at) {
    return with(OrderState.CLOSED, channelTradeNo, buyer, null, at);
  }

  private SandboxOrder with(
      OrderState newState,
      @Nullable String tradeNo,
      @Nullable String newBuyer,
      @Nullable Instant newPaidAt,
      @Nullable Instant newClosedAt) {
    return new SandboxOrder(
        channel,
        channelOrderNo,
        codeUrl,
        amountFen,
        subject,
        attach,
        notifyUrl,
        verifyingSerial,
        newState,
        tradeNo,
        newBuyer,
        createdAt,
        expiresAt,
        newPaidAt,
        newClosedAt);
  }
}
