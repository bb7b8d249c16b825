package com.zhaoli.pay.e2e.faults.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that anybody wrote down about one payment.
 *
 * @param api null when the open API does not know it
 * @param orders at the channels, of the payment's attempts
 * @param deliveries in the order of their arrival
 */
public record PaymentFile(
    Rows.Payment payment,
    @Nullable ApiView api,
    List<Rows.Attempt> attempts,
    List<Rows.Refund> refunds,
    List<Rows.Anomaly> anomalies,
    List<Rows.Event> events,
    List<Rows.Notification> notifications,
    List<Rows.Callback> callbacks,
    List<ChannelOrder> orders,
    List<Delivery> deliveries) {
  public PaymentFile {
    attempts = List.copyOf(attempts);
    refunds = List.copyOf(refunds);
    anomalies = List.copyOf(anomalies);
    events = List.copyOf(events);
    notifications = List.copyOf(notifications);
    callbacks = List.copyOf(callbacks);
    orders = List.copyOf(orders);
    deliveries = List.copyOf(deliveries);
  }

  Optional<ChannelOrder> orderOf(Rows.Attempt attempt) {
    return orders.stream()
        .filter(
            order ->
                order.channel().equals(attempt.channel())
                    && order.channelOrderNo().equals(attempt.attemptNo()))
        .findFirst();
  }

  Optional<Rows.Anomaly> anomalyOf(Rows.Attempt attempt) {
    return anomalies.stream()
        .filter(anomaly -> anomaly.attemptNo().equals(attempt.attemptNo()))
        .findFirst();
  }

  List<Rows.Refund> refundsOf(Rows.Attempt attempt) {
    return refunds.stream()
        .filter(refund -> refund.attemptNo().equals(attempt.attemptNo()))
        .toList();
  }

  /** Everything, a line for each thing. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(payment.toString());
    lines.add(String.valueOf(api));
    attempts.forEach(row -> lines.add(row.toString()));
    orders.forEach(row -> lines.add(row.toString()));
    refunds.forEach(row -> lines.add(row.toString()));
    anomalies.forEach(row -> lines.add(row.toString()));
    callbacks.forEach(row -> lines.add(row.toString()));
    events.forEach(row -> lines.add(row.toString()));
    notifications.forEach(row -> lines.add(row.toString()));
    deliveries.forEach(
        row ->
            lines.add("Delivery " + row.verification() + " " + row.answered() + " " + row.text()));
    return lines;
  }
}
