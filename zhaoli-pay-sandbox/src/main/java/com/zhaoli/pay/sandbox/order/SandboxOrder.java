package com.zhaoli.pay.sandbox.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order as its channel knows it. What an older sandbox wrote lacks the newer fields; they are
 * filled with what was true of every order then.
 *
 * @param channelOrderNo the number that the platform gave it (out_trade_no)
 * @param method how the payer meets it
 * @param codeUrl the content of its QR code, for orders that are scanned
 * @param prepayId names it to the wallet: WeChat's prepay_id, or Alipay's payment page
 * @param verifyingSerial names the key or certificate with which the merchant verifies
 * @param returnUrl where the payer's browser goes afterwards
 * @param channelTradeNo the channel's own number, from when the trade exists
 * @param buyer who opened or paid it
 * @param paysAt when the owner of a scanned barcode will have paid; null when never
 * @param refunds the oldest first
 * @param position its place among all orders, in the order of their coming
 */
public record SandboxOrder(
    Channel channel,
    String channelOrderNo,
    PaymentMethod method,
    @Nullable String codeUrl,
    @Nullable String prepayId,
    long amountFen,
    String subject,
    @Nullable String attach,
    @Nullable String notifyUrl,
    @Nullable String verifyingSerial,
    @Nullable String returnUrl,
    OrderState state,
    @Nullable String channelTradeNo,
    @Nullable String buyer,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant paysAt,
    @Nullable Instant paidAt,
    @Nullable Instant closedAt,
    List<Refund> refunds,
    @Nullable Long position) {

  @SuppressWarnings("NullAway") // The journal of an older sandbox has neither method nor refunds.
  public SandboxOrder {
    method = method == null ? PaymentMethod.NATIVE : method;
    refunds = refunds == null ? List.of() : List.copyOf(refunds);
  }

  /** Names the order among those of both channels. */
  public String key() {
    return keyOf(channel, channelOrderNo);
  }

  static String keyOf(Channel channel, String channelOrderNo) {
    return channel + ":" + channelOrderNo;
  }

  /** The order as it stands at this time: paid once its payer had time to, closed past its end. */
  public SandboxOrder at(Instant now) {
    return switch (state) {
      case PAYING -> {
        Instant due = paysAt;
        if (due != null && due.isBefore(expiresAt) && !now.isBefore(due)) {
          yield with(OrderState.PAID, channelTradeNo, buyer, due, null, refunds);
        }
        yield now.isBefore(expiresAt) ? this : close(expiresAt);
      }
      case CREATED, SCANNED -> now.isBefore(expiresAt) ? this : close(expiresAt);
      case PAID, CLOSED, REVERSED -> this;
    };
  }

  /** Whether it can still be paid. */
  public boolean canBePaid() {
    return switch (state) {
      case CREATED, SCANNED, PAYING -> true;
      case PAID, CLOSED, REVERSED -> false;
    };
  }

  /** What is refunded or under way to be. */
  public long refundedFen() {
    return refunds.stream().filter(Refund::holdsItsAmount).mapToLong(Refund::amountFen).sum();
  }

  /** Whether some of what was paid is refunded or under way to be. */
  public boolean hasRefund() {
    return refunds.stream().anyMatch(Refund::holdsItsAmount);
  }

  public Optional<Refund> refund(String outRefundNo) {
    return refunds.stream().filter(refund -> refund.outRefundNo().equals(outRefundNo)).findFirst();
  }

  SandboxOrder scanned(String tradeNo, String scannedBy) {
    return with(OrderState.SCANNED, tradeNo, scannedBy, null, null, refunds);
  }

  SandboxOrder paid(String tradeNo, String paidBy, Instant at) {
    return with(OrderState.PAID, tradeNo, paidBy, at, null, refunds);
  }

  /** The order, ended unpaid. */
  public SandboxOrder close(Instant at) {
    return with(OrderState.CLOSED, channelTradeNo, buyer, null, at, refunds);
  }

  /** The order, undone by the merchant. */
  public SandboxOrder reverse(Instant at) {
    return with(OrderState.REVERSED, channelTradeNo, buyer, paidAt, at, refunds);
  }

  /** The order with one refund more, or with a newer one in place of that with its number. */
  public SandboxOrder refunded(Refund refund) {
    List<Refund> all = new ArrayList<>(refunds);
    all.removeIf(other -> other.outRefundNo().equals(refund.outRefundNo()));
    all.add(refund);
    return with(state, channelTradeNo, buyer, paidAt, closedAt, all);
  }

  SandboxOrder placedAt(long newPosition) {
    return copy(state, channelTradeNo, buyer, paidAt, closedAt, refunds, Long.valueOf(newPosition));
  }

  private SandboxOrder with(
      OrderState newState,
      @Nullable String tradeNo,
      @Nullable String newBuyer,
      @Nullable Instant newPaidAt,
      @Nullable Instant newClosedAt,
      List<Refund> newRefunds) {
    return copy(newState, tradeNo, newBuyer, newPaidAt, newClosedAt, newRefunds, position);
  }

  private SandboxOrder copy(
      OrderState newState,
      @Nullable String tradeNo,
      @Nullable String newBuyer,
      @Nullable Instant newPaidAt,
      @Nullable Instant newClosedAt,
      List<Refund> newRefunds,
      @Nullable Long newPosition) {
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
        newState,
        tradeNo,
        newBuyer,
        createdAt,
        expiresAt,
        paysAt,
        newPaidAt,
        newClosedAt,
        newRefunds,
        newPosition);
  }
}
