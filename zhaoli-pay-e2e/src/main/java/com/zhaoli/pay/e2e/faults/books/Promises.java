package com.zhaoli.pay.e2e.faults.books;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What the merchant asked for and what it was promised in answer, kept while many threads ask. The
 * books have to keep these promises.
 */
public final class Promises {
  private final NavigableMap<String, Asked> payments = new ConcurrentSkipListMap<>();
  private final NavigableMap<String, AskedRefund> refunds = new ConcurrentSkipListMap<>();
  private final Map<String, NavigableSet<String>> statuses = new ConcurrentHashMap<>();
  private final Queue<String> breaches = new ConcurrentLinkedQueue<>();

  /** A payment that was asked for, and the numbers that answers gave it. */
  public record Asked(String outTradeNo, long amountFen, NavigableSet<String> paymentNos) {}

  /** A refund that was asked for, and the numbers that answers gave it. */
  public record AskedRefund(
      String outRefundNo, String paymentNo, long amountFen, NavigableSet<String> refundNos) {}

  /** The merchant asks for a payment. */
  public void ask(String outTradeNo, long amountFen) {
    payments.computeIfAbsent(
        outTradeNo, number -> new Asked(number, amountFen, new ConcurrentSkipListSet<>()));
  }

  /** An answer names the payment that was asked for. */
  public void promise(String outTradeNo, String paymentNo) {
    asked(outTradeNo).paymentNos().add(paymentNo);
  }

  private Asked asked(String outTradeNo) {
    Asked asked = payments.get(outTradeNo);
    if (asked == null) {
      throw new IllegalStateException("nobody asked for " + outTradeNo);
    }
    return asked;
  }

  /** An answer says how a payment or a refund stands. */
  public void told(String number, String status) {
    statuses.computeIfAbsent(number, key -> new ConcurrentSkipListSet<>()).add(status);
  }

  /** The merchant asks for a refund. */
  public void askRefund(String outRefundNo, String paymentNo, long amountFen) {
    refunds.computeIfAbsent(
        outRefundNo,
        number -> new AskedRefund(number, paymentNo, amountFen, new ConcurrentSkipListSet<>()));
  }

  /** An answer names the refund that was asked for. */
  public void promiseRefund(String outRefundNo, String refundNo) {
    AskedRefund asked = refunds.get(outRefundNo);
    if (asked == null) {
      throw new IllegalStateException("nobody asked for " + outRefundNo);
    }
    asked.refundNos().add(refundNo);
  }

  /** An answer was wrong in itself. */
  public void breach(String what) {
    breaches.add(what);
  }

  public Map<String, Asked> payments() {
    return Collections.unmodifiableMap(payments);
  }

  public Map<String, AskedRefund> refunds() {
    return Collections.unmodifiableMap(refunds);
  }

  /** What answers said of the payment or refund of this number. */
  NavigableSet<String> toldOf(String number) {
    return statuses.getOrDefault(number, Collections.emptyNavigableSet());
  }

  List<String> breaches() {
    return new ArrayList<>(breaches);
  }
}
