package com.zhaoli.pay.demoshop.order;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One order.
 *
 * @param orderNo also the outTradeNo of its payment; whoever knows it may see and return the order
 * @param cashierUrl the platform's page on which it can be paid
 * @param refundTries how many refunds were begun: each has a number of its own
 * @param eventVersion of the last event that counted, 0 before the first
 * @param webhooks what arrived, in its order, each id once
 */
public record Order(
    String orderNo,
    List<OrderLine> lines,
    PayBy payBy,
    OrderStatus status,
    @Nullable String paymentNo,
    @Nullable String codeUrl,
    @Nullable String cashierUrl,
    int refundTries,
    long eventVersion,
    List<ReceivedWebhook> webhooks) {

  /** What a payer's wallet shows at most; the platform takes 127. */
  private static final int SUBJECT_LIMIT = 100;

  public Order {
    lines = List.copyOf(lines);
    webhooks = List.copyOf(webhooks);
  }

  static Order of(String orderNo, List<OrderLine> lines, PayBy payBy) {
    return new Order(orderNo, lines, payBy, OrderStatus.NEW, null, null, null, 0, 0, List.of());
  }

  /** What all of it costs, in fen. */
  public long amount() {
    return lines.stream().mapToLong(OrderLine::amount).reduce(0, Math::addExact);
  }

  /** What the payer's wallet shows. */
  public String subject() {
    String all =
        lines.stream()
            .map(line -> line.goods().name() + " ×" + line.quantity())
            .collect(Collectors.joining(", "));
    return all.length() <= SUBJECT_LIMIT ? all : all.substring(0, SUBJECT_LIMIT - 1) + "…";
  }

  /** The number of the refund that was begun last. */
  String outRefundNo() {
    return orderNo + "-" + refundTries;
  }

  Order withPayment(
      @Nullable String newPaymentNo, @Nullable String newCodeUrl, @Nullable String newCashierUrl) {
    return new Order(
        orderNo,
        lines,
        payBy,
        // Its webhook may have come before the answer: then the status stays.
        status == OrderStatus.NEW ? OrderStatus.WAITING_FOR_PAYMENT : status,
        newPaymentNo,
        newCodeUrl,
        newCashierUrl,
        refundTries,
        eventVersion,
        webhooks);
  }

  Order withRefundBegun() {
    return with(OrderStatus.REFUNDING, refundTries + 1, eventVersion, webhooks);
  }

  Order withStatus(OrderStatus newStatus) {
    return with(newStatus, refundTries, eventVersion, webhooks);
  }

  /** Notes the webhook; an older event does not take back what a newer one said. */
  Order after(ReceivedWebhook webhook, long version, OrderStatus newStatus) {
    boolean isNewer = version > eventVersion;
    return with(
        isNewer ? newStatus : status,
        refundTries,
        Math.max(version, eventVersion),
        Stream.concat(webhooks.stream(), Stream.of(webhook)).toList());
  }

  private Order with(
      OrderStatus newStatus,
      int newRefundTries,
      long newEventVersion,
      List<ReceivedWebhook> newWebhooks) {
    return new Order(
        orderNo,
        lines,
        payBy,
        newStatus,
        paymentNo,
        codeUrl,
        cashierUrl,
        newRefundTries,
        newEventVersion,
        newWebhooks);
  }

  /**
   * A webhook that was verified.
   *
   * @param type such as {@code payment.succeeded}
   */
  public record ReceivedWebhook(String id, String type, Instant receivedAt) {}
}
