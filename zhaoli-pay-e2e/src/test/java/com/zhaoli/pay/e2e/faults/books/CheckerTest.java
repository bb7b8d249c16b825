package com.zhaoli.pay.e2e.faults.books;

import static com.zhaoli.pay.e2e.faults.books.SoundBooks.AMOUNT;
import static com.zhaoli.pay.e2e.faults.books.SoundBooks.PAYMENT_NO;
import static com.zhaoli.pay.e2e.faults.books.SoundBooks.attempt;
import static com.zhaoli.pay.e2e.faults.books.SoundBooks.back;
import static com.zhaoli.pay.e2e.faults.books.SoundBooks.order;
import static com.zhaoli.pay.e2e.faults.books.SoundBooks.payment;
import static com.zhaoli.pay.e2e.faults.books.SoundBooks.refund;
import static com.zhaoli.pay.e2e.faults.books.SoundBooks.toldRefund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class CheckerTest {

  @Test
  void soundBooksHaveNoViolation() {
    assertThat(Checker.check(SoundBooks.paid().evidence())).isEmpty();
    assertThat(Checker.check(SoundBooks.closed().evidence())).isEmpty();
    assertThat(Checker.check(SoundBooks.closedAndPaidLate().evidence())).isEmpty();
    assertThat(Checker.check(SoundBooks.closedAndPaidLateRefusedAtFirst().evidence())).isEmpty();
    assertThat(Checker.check(SoundBooks.partlyRefunded().evidence())).isEmpty();
    assertThat(Checker.check(SoundBooks.reversed().evidence())).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsWhatWasPlanted(
      String what, Supplier<SoundBooks> sound, Consumer<SoundBooks> plant, String found) {
    SoundBooks books = sound.get();
    plant.accept(books);

    assertThat(Checker.check(books.evidence()))
        .extracting(Violation::what)
        .anySatisfy(violation -> assertThat(violation).contains(found));
  }

  static Stream<Arguments> findsWhatWasPlanted() {
    return Stream.of(money(), refunds(), decisions(), events(), deliveries(), promises())
        .flatMap(cases -> cases);
  }

  private static Arguments of(
      String what, Supplier<SoundBooks> sound, Consumer<SoundBooks> plant, String found) {
    return arguments(what, sound, plant, found);
  }

  private static Stream<Arguments> money() {
    return Stream.of(
        of(
            "money of a closed payment is lost",
            SoundBooks::closed,
            books -> books.orders.set(0, order("att_1", "PAID", "tx1", List.of())),
            "holds 1000 fen"),
        of(
            "a success is invented",
            SoundBooks::paid,
            books -> books.orders.set(0, order("att_1", "CLOSED", null, List.of())),
            "our books say 1000"),
        of(
            "the channel never heard of a paid order",
            SoundBooks::paid,
            books -> books.orders.clear(),
            "not known at WECHAT"),
        of(
            "one payment is paid by two orders",
            SoundBooks::paid,
            books -> {
              books.attempts.add(attempt("att_2", "SUCCEEDED", "tx2"));
              books.orders.add(order("att_2", "PAID", "tx2", List.of()));
            },
            "2 orders that paid it"),
        of(
            "late money stays at the channel though it is booked as back",
            SoundBooks::closedAndPaidLate,
            books -> books.orders.set(0, order("att_1", "PAID", "tx1", List.of())),
            "holds 1000 fen"),
        of(
            "a reversed payment keeps its money",
            SoundBooks::reversed,
            books -> books.orders.set(0, order("att_1", "PAID", "tx1", List.of())),
            "holds 1000 fen"),
        of(
            "an ended order can still be paid",
            SoundBooks::closed,
            books -> books.orders.set(0, order("att_1", "SCANNED", null, List.of())),
            "can still be paid"),
        of(
            "the channel's trade is another one",
            SoundBooks::paid,
            books -> books.orders.set(0, order("att_1", "PAID", "tx9", List.of())),
            "another trade number"),
        of(
            "the channel has an order that nobody made",
            SoundBooks::paid,
            books -> books.strayOrders.add(order("att_9", "PAID", "tx9", List.of())),
            "our books do not know"));
  }

  private static Stream<Arguments> refunds() {
    return Stream.of(
        of(
            "a refund went out twice",
            SoundBooks::partlyRefunded,
            books ->
                books.orders.set(
                    0,
                    order("att_1", "PAID", "tx1", List.of(back("ref_1", 300), back("ref_2", 300)))),
            "did not ask for"),
        of(
            "a refund is one fen more at the channel",
            SoundBooks::partlyRefunded,
            books ->
                books.orders.set(0, order("att_1", "PAID", "tx1", List.of(back("ref_1", 301)))),
            "holds 699 fen"),
        of(
            "a refund is booked that never went out",
            SoundBooks::partlyRefunded,
            books -> books.orders.set(0, order("att_1", "PAID", "tx1", List.of())),
            "not known at the channel"),
        of(
            "a refund that failed here went out there",
            SoundBooks::partlyRefunded,
            books -> books.refunds.set(0, refund("ref_1", "MERCHANT", "FAILED", 300)),
            "is FAILED here and SUCCESS"),
        of(
            "more is booked as refunded than refunds are",
            SoundBooks::partlyRefunded,
            books -> books.payment = payment("PARTIALLY_REFUNDED", 400, 2, "tx1"),
            "400 fen are booked"),
        of(
            "the status does not fit what was refunded",
            SoundBooks::partlyRefunded,
            books -> books.payment = payment("REFUNDED", 300, 2, "tx1"),
            "REFUNDED with 300 of 1000"),
        of(
            "surplus money went back and nobody knows why",
            SoundBooks::closedAndPaidLate,
            books -> books.anomalies.clear(),
            "does not fit"),
        of(
            "the record names a refund that was refused",
            SoundBooks::closedAndPaidLateRefusedAtFirst,
            books ->
                books.anomalies.set(
                    0,
                    new Rows.Anomaly("att_1", PAYMENT_NO, "LATE_SUCCESS", "tx1", AMOUNT, "ref_0")),
            "ref_0 of origin AUTO is FAILED"),
        of(
            "surplus money stays after a refusal",
            SoundBooks::closedAndPaidLateRefusedAtFirst,
            books -> {
              books.orders.set(0, order("att_1", "PAID", "tx1", List.of()));
              books.refunds.remove(1);
            },
            "keeps 1000 fen"));
  }

  private static Stream<Arguments> decisions() {
    return Stream.of(
        of(
            "a payment is still open",
            SoundBooks::closed,
            books -> books.payment = payment("PAYING", 0, 1, null),
            "still PAYING"),
        of(
            "an order is still being closed",
            SoundBooks::closed,
            books -> books.attempts.set(0, attempt("att_1", "CLOSING", null)),
            "still CLOSING"),
        of(
            "a refund is still under way",
            SoundBooks::partlyRefunded,
            books -> books.refunds.set(0, refund("ref_1", "MERCHANT", "PROCESSING", 300)),
            "still PROCESSING"),
        of(
            "the open API shows something else",
            SoundBooks::paid,
            books -> books.api = new ApiView("PAYING", AMOUNT, 0),
            "the open API shows"),
        of(
            "the open API does not know the payment",
            SoundBooks::paid,
            books -> books.api = null,
            "does not know the payment"));
  }

  private static Stream<Arguments> events() {
    return Stream.of(
        of(
            "a change was not told",
            SoundBooks::paid,
            books -> {
              books.events.clear();
              books.deliveries.clear();
            },
            "0 events say that it was paid"),
        of(
            "a success was told twice",
            SoundBooks::paid,
            books -> {
              books.payment = payment("SUCCEEDED", 0, 2, "tx1");
              books.happened("payment.succeeded", "SUCCEEDED", Map.of());
            },
            "2 events say that it was paid"),
        of(
            "a closing was told that did not happen",
            SoundBooks::paid,
            books -> books.happened("payment.closed", "CLOSED", Map.of()),
            "1 events say that it was closed"),
        of(
            "a version is missing",
            SoundBooks::paid,
            books ->
                books.events.set(
                    0, new Rows.Event("evt_1", PAYMENT_NO, 2, "payment.succeeded", "then", "then")),
            "has version 2 and is number 1"),
        of(
            "an event was never published",
            SoundBooks::paid,
            books ->
                books.events.set(
                    0, new Rows.Event("evt_1", PAYMENT_NO, 1, "payment.succeeded", "then", null)),
            "never published"));
  }

  private static Stream<Arguments> deliveries() {
    return Stream.of(
        of(
            "an event did not arrive",
            SoundBooks::paid,
            books -> books.deliveries.clear(),
            "did not reach the merchant"),
        of(
            "the merchant always refused it",
            SoundBooks::paid,
            books ->
                books.spoilDelivery(
                    0, one -> new Delivery(one.webhookId(), "VALID", one.text(), one.body(), 500)),
            "never took event evt_1"),
        of(
            "the signature was not ours",
            SoundBooks::paid,
            books ->
                books.spoilDelivery(
                    0,
                    one ->
                        new Delivery(
                            one.webhookId(), "SIGNATURE_MISMATCH", one.text(), one.body(), 204)),
            "SIGNATURE_MISMATCH"),
        of(
            "it came again with another body",
            SoundBooks::paid,
            books ->
                books.deliveries.add(
                    new Delivery(
                        "evt_1",
                        "VALID",
                        books.deliveries.get(0).text() + " ",
                        books.deliveries.get(0).body(),
                        204)),
            "two bodies"),
        of(
            "an event arrived that there is not",
            SoundBooks::paid,
            books ->
                books.deliveries.add(
                    books.delivery("evt_9", "payment.closed", 1, "CLOSED", Map.of())),
            "tells of no event of ours"),
        of(
            "the last that arrived says something else",
            SoundBooks::paid,
            books ->
                books.deliveries.set(
                    0, books.delivery("evt_1", "payment.succeeded", 1, "CLOSED", Map.of())),
            "the last webhook says CLOSED"),
        of(
            "a refund is told with another amount",
            SoundBooks::partlyRefunded,
            books ->
                books.deliveries.set(
                    1,
                    books.delivery(
                        "evt_2",
                        "refund.succeeded",
                        2,
                        "PARTIALLY_REFUNDED",
                        toldRefund("ref_1", "SUCCEEDED", 301))),
            "a refund that is not so"),
        of(
            "a webhook names a payment of nobody",
            SoundBooks::paid,
            books ->
                books.strayDeliveries.add(
                    new Delivery(
                        "evt_9", "VALID", "{}", JsonMapper.shared().createObjectNode(), 204)),
            "a payment that there is not"));
  }

  private static Stream<Arguments> promises() {
    return Stream.of(
        of(
            "one order number became two payments",
            SoundBooks::paid,
            books -> books.promises.promise(SoundBooks.OUT_TRADE_NO, "pay_2"),
            "an answer called it pay_2"),
        of(
            "a payment that was promised is not there",
            SoundBooks::paid,
            books -> {
              books.promises.ask("F1-2", 5);
              books.promises.promise("F1-2", "pay_2");
            },
            "F1-2 was promised"),
        of(
            "a refund that was promised is not there",
            SoundBooks::paid,
            books -> {
              books.promises.askRefund("F1-1r7", PAYMENT_NO, 5);
              books.promises.promiseRefund("F1-1r7", "ref_7");
            },
            "F1-1r7 was promised"),
        of(
            "a closed payment had been told as paid",
            SoundBooks::closed,
            books -> books.promises.told(PAYMENT_NO, "SUCCEEDED"),
            "an answer said SUCCEEDED"),
        of(
            "a refund that failed had been told as done",
            SoundBooks::partlyRefunded,
            books -> books.promises.told("ref_1", "FAILED"),
            "an answer said that refund ref_1 is FAILED"),
        of(
            "nobody asked for the refund",
            SoundBooks::partlyRefunded,
            books -> books.refunds.add(refund("ref_2", "MERCHANT", "FAILED", 1)),
            "nobody asked for refund ref_2"),
        of(
            "an answer was wrong in itself",
            SoundBooks::paid,
            books -> books.promises.breach("a wrong answer"),
            "a wrong answer"));
  }
}
