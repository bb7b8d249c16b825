package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.JsonHttp.Answer;
import com.zhaoli.pay.e2e.StepFailure;
import com.zhaoli.pay.e2e.faults.books.ApiView;
import com.zhaoli.pay.e2e.faults.books.ChannelOrder;
import com.zhaoli.pay.e2e.faults.books.Delivery;
import com.zhaoli.pay.e2e.faults.books.Evidence;
import com.zhaoli.pay.e2e.faults.books.PaymentFile;
import com.zhaoli.pay.e2e.faults.books.Promises;
import com.zhaoli.pay.e2e.faults.books.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what a run left behind, payment by payment. */
public final class EvidenceReader {
  private final OurBooks books;
  private final Sandbox sandbox;
  private final Merchant merchant;

  public EvidenceReader(OurBooks books, Sandbox sandbox, Merchant merchant) {
    this.books = books;
    this.sandbox = sandbox;
    this.merchant = merchant;
  }

  /**
   * Reads all books.
   *
   * @param earlierOrders numbers of orders that the channels had before the run
   */
  public Evidence read(Set<String> earlierOrders, List<Delivery> deliveries, Promises promises) {
    List<Rows.Payment> payments = books.payments();
    List<Rows.Attempt> attempts = books.attempts();
    Map<String, String> paymentByAttempt =
        attempts.stream()
            .collect(Collectors.toMap(Rows.Attempt::attemptNo, Rows.Attempt::paymentNo));
    List<ChannelOrder> ledger =
        sandbox.ledger().stream()
            .filter(order -> !earlierOrders.contains(order.channelOrderNo()))
            .toList();
    Map<String, List<ChannelOrder>> orders =
        ledger.stream()
            .filter(order -> paymentByAttempt.containsKey(order.channelOrderNo()))
            .collect(
                Collectors.groupingBy(
                    order -> paymentByAttempt.getOrDefault(order.channelOrderNo(), "")));
    Map<String, List<Rows.Attempt>> attemptsOf = by(attempts, Rows.Attempt::paymentNo);
    Map<String, List<Rows.Refund>> refundsOf = by(books.refunds(), Rows.Refund::paymentNo);
    Map<String, List<Rows.Anomaly>> anomaliesOf = by(books.anomalies(), Rows.Anomaly::paymentNo);
    Map<String, List<Rows.Event>> eventsOf = by(books.events(), Rows.Event::paymentNo);
    Map<String, List<Rows.Notification>> notificationsOf =
        by(books.notifications(), Rows.Notification::paymentNo);
    Map<String, List<Rows.Callback>> callbacksOf =
        by(books.callbacks(), callback -> paymentByAttempt.getOrDefault(callback.attemptNo(), ""));
    Map<String, List<Delivery>> deliveriesOf = by(deliveries, Delivery::paymentNo);
    List<PaymentFile> files = new ArrayList<>();
    for (Rows.Payment payment : payments) {
      String number = payment.paymentNo();
      files.add(
          new PaymentFile(
              payment,
              view(number),
              attemptsOf.getOrDefault(number, List.of()),
              refundsOf.getOrDefault(number, List.of()),
              anomaliesOf.getOrDefault(number, List.of()),
              eventsOf.getOrDefault(number, List.of()),
              notificationsOf.getOrDefault(number, List.of()),
              callbacksOf.getOrDefault(number, List.of()),
              orders.getOrDefault(number, List.of()),
              deliveriesOf.getOrDefault(number, List.of())));
    }
    Set<String> known = payments.stream().map(Rows.Payment::paymentNo).collect(Collectors.toSet());
    return new Evidence(
        files,
        ledger.stream()
            .filter(order -> !paymentByAttempt.containsKey(order.channelOrderNo()))
            .filter(order -> !books.knowsOrder(order.channelOrderNo()))
            .toList(),
        deliveries.stream().filter(delivery -> !known.contains(delivery.paymentNo())).toList(),
        promises);
  }

  private static <T> Map<String, List<T>> by(List<T> rows, Function<T, String> key) {
    return rows.stream().collect(Collectors.groupingBy(key));
  }

  private @Nullable ApiView view(String paymentNo) {
    Optional<Answer> answer = merchant.get(Merchant.PAYMENTS + "/" + paymentNo);
    if (answer.isEmpty() || answer.get().status() >= 500 || answer.get().status() == 429) {
      throw new StepFailure("The open API does not answer though everything is up: " + answer);
    }
    Answer shown = answer.get();
    return shown.status() == 200
        ? new ApiView(
            shown.text("status"),
            shown.body().path("amount").asLong(),
            shown.body().path("refundedAmount").asLong(0))
        : null;
  }
}
