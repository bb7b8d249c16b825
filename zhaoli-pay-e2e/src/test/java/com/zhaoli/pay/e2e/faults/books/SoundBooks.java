package com.zhaoli.pay.e2e.faults.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Books that agree about one payment, and ways to spoil a page of them. */
final class SoundBooks {
  static final String PAYMENT_NO = "pay_1";
  static final String OUT_TRADE_NO = "F1-1";
  static final long AMOUNT = 1_000;

  final List<Rows.Attempt> attempts = new ArrayList<>();
  final List<Rows.Refund> refunds = new ArrayList<>();
  final List<Rows.Anomaly> anomalies = new ArrayList<>();
  final List<Rows.Event> events = new ArrayList<>();
  final List<Rows.Notification> notifications = new ArrayList<>();
  final List<ChannelOrder> orders = new ArrayList<>();
  final List<Delivery> deliveries = new ArrayList<>();
  final List<ChannelOrder> strayOrders = new ArrayList<>();
  final List<Delivery> strayDeliveries = new ArrayList<>();
  final Promises promises = new Promises();
  Rows.Payment payment = payment("CREATED", 0, 0, null);
  @Nullable ApiView api;

  private SoundBooks() {
    promises.ask(OUT_TRADE_NO, AMOUNT);
    promises.promise(OUT_TRADE_NO, PAYMENT_NO);
  }

  /** Paid by WeChat, and nothing since. */
  static SoundBooks paid() {
    SoundBooks books = new SoundBooks();
    books.attempts.add(attempt("att_1", "SUCCEEDED", "tx1"));
    books.orders.add(order("att_1", "PAID", "tx1", List.of()));
    books.payment = payment("SUCCEEDED", 0, 1, "tx1");
    books.happened("payment.succeeded", "SUCCEEDED", Map.of());
    return books;
  }

  /** Closed without money. */
  static SoundBooks closed() {
    SoundBooks books = new SoundBooks();
    books.attempts.add(attempt("att_1", "CLOSED", null));
    books.orders.add(order("att_1", "CLOSED", null, List.of()));
    books.payment = payment("CLOSED", 0, 1, null);
    books.happened("payment.closed", "CLOSED", Map.of());
    return books;
  }

  /** Closed, then paid all the same, and given back. */
  static SoundBooks closedAndPaidLate() {
    SoundBooks books = closed();
    books.attempts.set(0, attempt("att_1", "SUCCEEDED", "tx1"));
    books.orders.set(0, order("att_1", "PAID", "tx1", List.of(back("ref_1", AMOUNT))));
    books.anomalies.add(
        new Rows.Anomaly("att_1", PAYMENT_NO, "LATE_SUCCESS", "tx1", AMOUNT, "ref_1"));
    books.refunds.add(refund("ref_1", "AUTO", "SUCCEEDED", AMOUNT));
    books.payment = payment("CLOSED", 0, 2, null);
    books.happened("refund.succeeded", "CLOSED", toldRefund("ref_1", "SUCCEEDED", AMOUNT));
    return books;
  }

  /** Closed, then paid all the same, and given back by a second refund. */
  static SoundBooks closedAndPaidLateRefusedAtFirst() {
    SoundBooks books = closedAndPaidLate();
    books.refunds.add(0, refund("ref_0", "AUTO", "FAILED", AMOUNT));
    return books;
  }

  /** Paid, and partly given back. */
  static SoundBooks partlyRefunded() {
    SoundBooks books = paid();
    books.promises.askRefund("F1-1r0", PAYMENT_NO, 300);
    books.promises.promiseRefund("F1-1r0", "ref_1");
    books.orders.set(0, order("att_1", "PAID", "tx1", List.of(back("ref_1", 300))));
    books.refunds.add(refund("ref_1", "MERCHANT", "SUCCEEDED", 300));
    books.payment = payment("PARTIALLY_REFUNDED", 300, 2, "tx1");
    books.happened("refund.succeeded", "PARTIALLY_REFUNDED", toldRefund("ref_1", "SUCCEEDED", 300));
    return books;
  }

  /** A barcode payment that was undone after it had been paid. */
  static SoundBooks reversed() {
    SoundBooks books = paid();
    books.attempts.set(0, attempt("att_1", "REVERSED", "tx1"));
    books.orders.set(
        0,
        order(
            "att_1",
            "REVERSED",
            "tx1",
            List.of(new ChannelOrder.Refund("att_1", AMOUNT, "SUCCESS", true))));
    books.payment = payment("REVERSED", 0, 2, "tx1");
    books.happened("payment.closed", "REVERSED", Map.of());
    return books;
  }

  /** Records an event, its publication, its delivery and its arrival; and shows it in the API. */
  void happened(String type, String status, Map<String, Object> refund) {
    int version = events.size() + 1;
    String eventId = "evt_" + version;
    events.add(new Rows.Event(eventId, PAYMENT_NO, version, type, "then", "then"));
    notifications.add(
        new Rows.Notification(eventId, PAYMENT_NO, "WEBHOOK", 0, "DELIVERED", 1, null));
    deliveries.add(delivery(eventId, type, version, status, refund));
    api = new ApiView(payment.status(), AMOUNT, payment.refundedFen());
  }

  Delivery delivery(
      String eventId, String type, int version, String status, Map<String, Object> refund) {
    Map<String, Object> data = new TreeMap<>();
    data.put("paymentNo", PAYMENT_NO);
    data.put("outTradeNo", OUT_TRADE_NO);
    data.put("status", status);
    data.put("amount", AMOUNT);
    if (payment.channelTradeNo() != null) {
      data.put("channel", "WECHAT");
      data.put("channelTradeNo", payment.channelTradeNo());
    }
    if (!refund.isEmpty()) {
      data.put("refund", refund);
    }
    String text =
        JsonMapper.shared()
            .writeValueAsString(
                new TreeMap<>(
                    Map.of("id", eventId, "type", type, "version", version, "data", data)));
    return new Delivery(eventId, "VALID", text, JsonMapper.shared().readTree(text), 204);
  }

  void spoilDelivery(int index, UnaryOperator<Delivery> how) {
    deliveries.set(index, how.apply(deliveries.get(index)));
  }

  static Map<String, Object> toldRefund(String refundNo, String status, long amountFen) {
    return Map.of("refundNo", refundNo, "status", status, "amount", amountFen);
  }

  static Rows.Payment payment(
      String status, long refundedFen, int events, @Nullable String tradeNo) {
    return new Rows.Payment(
        PAYMENT_NO,
        OUT_TRADE_NO,
        "NATIVE",
        "WECHAT",
        status,
        AMOUNT,
        refundedFen,
        refundedFen,
        events,
        "att_1",
        tradeNo,
        null,
        "then",
        "then",
        null);
  }

  static Rows.Attempt attempt(String attemptNo, String status, @Nullable String tradeNo) {
    return new Rows.Attempt(
        attemptNo, PAYMENT_NO, "WECHAT", "NATIVE", status, AMOUNT, tradeNo, "then", null, null);
  }

  static ChannelOrder order(
      String attemptNo, String state, @Nullable String tradeNo, List<ChannelOrder.Refund> refunds) {
    return new ChannelOrder(
        "WECHAT",
        attemptNo,
        tradeNo,
        state,
        AMOUNT,
        state.equals("PAID") || state.equals("REVERSED") ? "then" : null,
        refunds);
  }

  static ChannelOrder.Refund back(String refundNo, long amountFen) {
    return new ChannelOrder.Refund(refundNo, amountFen, "SUCCESS", false);
  }

  static Rows.Refund refund(String refundNo, String origin, String status, long amountFen) {
    return new Rows.Refund(
        refundNo,
        PAYMENT_NO,
        "att_1",
        origin.equals("AUTO") ? refundNo : "F1-1r0",
        origin,
        status,
        amountFen,
        null,
        null,
        "then",
        null);
  }

  Evidence evidence() {
    return new Evidence(
        List.of(
            new PaymentFile(
                payment,
                api,
                attempts,
                refunds,
                anomalies,
                events,
                notifications,
                List.of(),
                orders,
                deliveries)),
        strayOrders,
        strayDeliveries,
        promises);
  }
}
