package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import com.zhaoli.pay.sdk.payment.PaymentStatus;
import com.zhaoli.pay.sdk.refund.RefundStatus;
import com.zhaoli.pay.sdk.webhook.WebhookEventType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The merchant's payments and refunds, by the platform's rules. What the API asks for is refused
 * with the platform's codes, what a test scripts with an {@link IllegalStateException}. One thing
 * happens at a time; each change that is told makes its webhook within it.
 */
final class Books {

  private static final int KEPT = 10_000;
  private static final int PAGE = 100;

  private final FakeIds ids;
  private final Clock clock;
  private final Outbox outbox;
  private final Supplier<String> platformUrl;
  private final Map<String, FakePayment> payments = new LinkedHashMap<>();
  private final Map<String, FakeRefund> refunds = new LinkedHashMap<>();
  private boolean refundsSucceedAtOnce;
  private boolean barcodesWait;
  private @Nullable String declineNextWith;

  Books(FakeIds ids, Clock clock, Outbox outbox, Supplier<String> platformUrl) {
    this.ids = ids;
    this.clock = clock;
    this.outbox = outbox;
    this.platformUrl = platformUrl;
  }

  synchronized void reset() {
    payments.clear();
    refunds.clear();
    refundsSucceedAtOnce = false;
    barcodesWait = false;
    declineNextWith = null;
  }

  synchronized void refundsSucceedAtOnce() {
    refundsSucceedAtOnce = true;
  }

  synchronized void barcodesWait() {
    barcodesWait = true;
  }

  synchronized void declineNextWith(String channelCode) {
    declineNextWith = channelCode;
  }

  // What the API asks for.

  synchronized Answer createPayment(PaymentDraft draft) {
    Optional<FakePayment> earlier = byOutTradeNo(draft.outTradeNo());
    if (earlier.isPresent() && !earlier.get().draft.equals(draft)) {
      throw new Refusal(PlatformError.OUT_TRADE_NO_CONFLICT, "paymentNo", earlier.get().paymentNo);
    }
    FakePayment payment = earlier.orElseGet(() -> open(draft));
    if (payment.status == PaymentStatus.FAILED) {
      throw new Refusal(
          PlatformError.CHANNEL_DECLINED,
          Map.of(
              "paymentNo", payment.paymentNo, "channelCode", String.valueOf(payment.failureCode)));
    }
    return Answer.of(earlier.isPresent() ? 200 : 201, view(payment));
  }

  private FakePayment open(PaymentDraft draft) {
    requireRoom(payments.size());
    FakePayment payment = new FakePayment(ids.next("pay_"), draft, ids.next("ptk_"), now());
    payments.put(payment.paymentNo, payment);
    String declined = payment.channel == null ? null : declineNextWith;
    if (declined != null) {
      declineNextWith = null;
      end(payment, PaymentStatus.FAILED, declined);
    } else if (draft.method() == PaymentMethod.BARCODE && !barcodesWait) {
      settle(payment, null);
    }
    return payment;
  }

  synchronized JsonBody payment(String paymentNo) {
    return view(require(paymentNo));
  }

  synchronized JsonBody findPayment(@Nullable String outTradeNo, @Nullable String channelTradeNo) {
    return view(requireBy(outTradeNo, channelTradeNo));
  }

  synchronized JsonBody close(String paymentNo) {
    FakePayment payment = require(paymentNo);
    if (payment.status == PaymentStatus.CLOSED) {
      return view(payment);
    }
    if (payment.draft.method() == PaymentMethod.BARCODE) {
      throw new Refusal(
          PlatformError.PAYMENT_STATE_INVALID,
          "method",
          "a BARCODE payment is reversed, not closed");
    }
    hear(payment);
    if (!payment.isOpen()) {
      throw stateInvalid(payment);
    }
    end(payment, PaymentStatus.CLOSED, null);
    return view(payment);
  }

  synchronized JsonBody reverse(String paymentNo) {
    FakePayment payment = require(paymentNo);
    if (payment.status == PaymentStatus.REVERSED) {
      return view(payment);
    }
    if (payment.draft.method() != PaymentMethod.BARCODE) {
      throw new Refusal(
          PlatformError.PAYMENT_STATE_INVALID,
          "method",
          "only a BARCODE payment is reversed; others are closed or refunded");
    }
    boolean isLive = payment.isOpen() || payment.status == PaymentStatus.SUCCEEDED;
    if (!isLive || payment.refundReservedFen > 0) {
      throw stateInvalid(payment);
    }
    payment.paidUnnoticedBy = null;
    payment.status = PaymentStatus.REVERSED;
    tell(payment, WebhookEventType.PAYMENT_CLOSED, null);
    return view(payment);
  }

  synchronized JsonBody sync(String paymentNo) {
    FakePayment payment = require(paymentNo);
    hear(payment);
    return view(payment);
  }

  synchronized JsonBody syncFound(@Nullable String outTradeNo, @Nullable String channelTradeNo) {
    return sync(requireBy(outTradeNo, channelTradeNo).paymentNo);
  }

  synchronized Answer createRefund(FakeRefund.Draft draft) {
    Optional<FakeRefund> earlier =
        refund(refund -> refund.draft.outRefundNo().equals(draft.outRefundNo()));
    if (earlier.isPresent()) {
      if (!earlier.get().draft.equals(draft)) {
        throw new Refusal(PlatformError.OUT_REFUND_NO_CONFLICT, "refundNo", earlier.get().refundNo);
      }
      return Answer.ok(earlier.get().toJson());
    }
    FakePayment payment = require(draft.paymentNo());
    if (!payment.isPaid() && payment.status != PaymentStatus.REFUNDED) {
      throw stateInvalid(payment);
    }
    if (payment.refundableFen() < draft.amount()) {
      throw new Refusal(
          PlatformError.REFUND_AMOUNT_EXCEEDED,
          "refundable",
          Long.toString(payment.refundableFen()));
    }
    requireRoom(refunds.size());
    payment.refundReservedFen += draft.amount();
    FakeRefund refund = new FakeRefund(ids.next("ref_"), draft, now());
    refunds.put(refund.refundNo, refund);
    if (refundsSucceedAtOnce) {
      succeed(refund, payment);
    }
    return Answer.of(201, refund.toJson());
  }

  synchronized JsonBody refund(String refundNo) {
    return refund(refund -> refund.refundNo.equals(refundNo)).orElseThrow(Books::noRefund).toJson();
  }

  /** One refund by the merchant's number, or a page of a payment's. */
  synchronized JsonBody findRefunds(
      @Nullable String outRefundNo, @Nullable String paymentNo, @Nullable String after) {
    if (outRefundNo != null) {
      return refund(refund -> refund.draft.outRefundNo().equals(outRefundNo))
          .orElseThrow(Books::noRefund)
          .toJson();
    }
    if (paymentNo == null) {
      throw new Refusal(
          PlatformError.REQUEST_INVALID, "outRefundNo", "give outRefundNo or paymentNo");
    }
    require(paymentNo);
    List<FakeRefund> page =
        refunds.values().stream()
            .filter(refund -> refund.draft.paymentNo().equals(paymentNo))
            .filter(refund -> after == null || refund.refundNo.compareTo(after) > 0)
            .limit(PAGE)
            .toList();
    return new JsonBody()
        .withAll("refunds", page.stream().map(FakeRefund::toJson).toList())
        .with("next", page.size() == PAGE ? page.get(PAGE - 1).refundNo : null);
  }

  // What a test has payers and wallets do.

  synchronized Webhook pay(String number, @Nullable PaymentChannel wallet) {
    return settle(requireOpen(number, "paid"), wallet);
  }

  synchronized void payUnnoticed(String number, @Nullable PaymentChannel wallet) {
    FakePayment payment = requireOpen(number, "paid");
    payment.paidUnnoticedBy = walletOf(payment, wallet);
  }

  synchronized Webhook payLate(String number) {
    FakePayment payment = find(number);
    if (payment.isOpen()) {
      throw new IllegalStateException(number + " is not too late to be paid: " + payment.status);
    }
    JsonBody returned =
        FakeRefund.eventJson(
            ids.next("ref_"), null, payment.draft.amount(), RefundStatus.SUCCEEDED, null, now());
    return tell(payment, WebhookEventType.REFUND_SUCCEEDED, returned);
  }

  synchronized Webhook fail(String number, String channelCode) {
    FakePayment payment = requireOpen(number, "refused");
    if (payment.draft.method() == PaymentMethod.AGGREGATE_QR) {
      throw new IllegalStateException(
          number + " does not fail: its payer may choose the other wallet until it is closed");
    }
    return end(payment, PaymentStatus.FAILED, channelCode);
  }

  synchronized Webhook expire(String number) {
    FakePayment payment = requireOpen(number, "closed");
    return end(
        payment,
        payment.draft.method() == PaymentMethod.BARCODE
            ? PaymentStatus.REVERSED
            : PaymentStatus.CLOSED,
        null);
  }

  synchronized Webhook succeedRefund(String number) {
    FakeRefund refund = find(number, RefundStatus.PROCESSING, RefundStatus.FAILED);
    FakePayment payment = require(refund.draft.paymentNo());
    if (refund.status == RefundStatus.FAILED) {
      // The wallet gave it back after all; the money was free again meanwhile.
      if (payment.refundableFen() < refund.draft.amount()) {
        throw new IllegalStateException(number + " failed, and its money went back otherwise");
      }
      payment.refundReservedFen += refund.draft.amount();
    }
    return succeed(refund, payment);
  }

  synchronized Webhook failRefund(String number, String channelCode) {
    FakeRefund refund = find(number, RefundStatus.PROCESSING);
    FakePayment payment = require(refund.draft.paymentNo());
    refund.status = RefundStatus.FAILED;
    refund.failureCode = channelCode;
    payment.refundReservedFen -= refund.draft.amount();
    return tell(payment, WebhookEventType.REFUND_FAILED, refund.toEventJson());
  }

  private Webhook settle(FakePayment payment, @Nullable PaymentChannel wallet) {
    payment.channel = walletOf(payment, wallet);
    payment.status = PaymentStatus.SUCCEEDED;
    payment.paidUnnoticedBy = null;
    payment.paidAt = now();
    payment.channelTradeNo = ids.channelTradeNo();
    return tell(payment, WebhookEventType.PAYMENT_SUCCEEDED, null);
  }

  private static PaymentChannel walletOf(FakePayment payment, @Nullable PaymentChannel wallet) {
    PaymentChannel chosen = payment.channel;
    if (chosen == null) {
      return wallet == null ? PaymentChannel.ALIPAY : wallet;
    }
    if (wallet != null && wallet != chosen) {
      throw new IllegalStateException(
          payment.paymentNo + " is at " + chosen + " and cannot be paid by " + wallet);
    }
    return chosen;
  }

  private Webhook end(FakePayment payment, PaymentStatus status, @Nullable String failureCode) {
    payment.status = status;
    payment.failureCode = failureCode;
    payment.paidUnnoticedBy = null;
    return tell(
        payment,
        status == PaymentStatus.FAILED
            ? WebhookEventType.PAYMENT_FAILED
            : WebhookEventType.PAYMENT_CLOSED,
        null);
  }

  private Webhook succeed(FakeRefund refund, FakePayment payment) {
    refund.status = RefundStatus.SUCCEEDED;
    refund.failureCode = null;
    refund.refundedAt = now();
    refund.channelRefundNo = ids.channelTradeNo();
    payment.refundedFen += refund.draft.amount();
    payment.status =
        payment.refundedFen == payment.draft.amount()
            ? PaymentStatus.REFUNDED
            : PaymentStatus.PARTIALLY_REFUNDED;
    return tell(payment, WebhookEventType.REFUND_SUCCEEDED, refund.toEventJson());
  }

  /** The wallet is asked, and says what happened there. */
  private void hear(FakePayment payment) {
    if (payment.paidUnnoticedBy != null && payment.isOpen()) {
      settle(payment, payment.paidUnnoticedBy);
    }
  }

  private Webhook tell(FakePayment payment, WebhookEventType type, @Nullable JsonBody refund) {
    String id = ids.next("evt_");
    int version = payment.nextVersion();
    JsonBody data =
        new JsonBody()
            .with("paymentNo", payment.paymentNo)
            .with("outTradeNo", payment.draft.outTradeNo())
            .with("status", payment.status.name())
            .with("amount", payment.draft.amount())
            .with("channel", payment.channel == null ? null : payment.channel.name())
            .with("method", payment.draft.method().name())
            .with("channelTradeNo", payment.channelTradeNo)
            .with("paidAt", payment.paidAt == null ? null : payment.paidAt.toString())
            .with("attach", payment.draft.attach())
            .with("refund", refund);
    Webhook webhook =
        new Webhook(
            id,
            type,
            version,
            payment.paymentNo,
            payment.draft.outTradeNo(),
            payment.draft.notifyUrl(),
            Webhook.bodyOf(id, type, now(), version, data));
    outbox.add(webhook);
    return webhook;
  }

  private JsonBody view(FakePayment payment) {
    return payment.toJson(platformUrl.get());
  }

  private FakePayment require(String paymentNo) {
    FakePayment payment = payments.get(paymentNo);
    if (payment == null) {
      throw new Refusal(PlatformError.PAYMENT_NOT_FOUND);
    }
    return payment;
  }

  private FakePayment requireBy(@Nullable String outTradeNo, @Nullable String channelTradeNo) {
    if (outTradeNo == null && channelTradeNo != null) {
      return payments.values().stream()
          .filter(payment -> channelTradeNo.equals(payment.channelTradeNo))
          .findFirst()
          .orElseThrow(() -> new Refusal(PlatformError.PAYMENT_NOT_FOUND));
    }
    if (outTradeNo == null || !PaymentDraft.OUT_NO.matcher(outTradeNo).matches()) {
      throw new Refusal(
          PlatformError.REQUEST_INVALID,
          "outTradeNo",
          outTradeNo == null ? "is required" : "must be 1 to 32 of 0-9 A-Z a-z _ - *");
    }
    return byOutTradeNo(outTradeNo).orElseThrow(() -> new Refusal(PlatformError.PAYMENT_NOT_FOUND));
  }

  private Optional<FakePayment> byOutTradeNo(String outTradeNo) {
    return payments.values().stream()
        .filter(payment -> payment.draft.outTradeNo().equals(outTradeNo))
        .findFirst();
  }

  private Optional<FakeRefund> refund(Predicate<FakeRefund> test) {
    return refunds.values().stream().filter(test).findFirst();
  }

  /** The payment of the platform's number or the merchant's. */
  private FakePayment find(String number) {
    FakePayment payment = payments.get(number);
    return payment != null
        ? payment
        : byOutTradeNo(number)
            .orElseThrow(() -> new IllegalStateException("there is no payment " + number));
  }

  private FakePayment requireOpen(String number, String what) {
    FakePayment payment = find(number);
    if (!payment.isOpen()) {
      throw new IllegalStateException(
          number + " is " + payment.status + " and cannot be " + what + " any more");
    }
    return payment;
  }

  private FakeRefund find(String number, RefundStatus... statuses) {
    FakeRefund refund =
        refund(one -> one.refundNo.equals(number) || one.draft.outRefundNo().equals(number))
            .orElseThrow(() -> new IllegalStateException("there is no refund " + number));
    if (!List.of(statuses).contains(refund.status)) {
      throw new IllegalStateException(number + " is decided already: " + refund.status);
    }
    return refund;
  }

  private static void requireRoom(int kept) {
    if (kept >= KEPT) {
      throw new Refusal(
          PlatformError.INTERNAL_ERROR, "fake", "it is full: reset() it between tests");
    }
  }

  private static Refusal stateInvalid(FakePayment payment) {
    return new Refusal(PlatformError.PAYMENT_STATE_INVALID, "status", payment.status.name());
  }

  private static Refusal noRefund() {
    return new Refusal(PlatformError.REFUND_NOT_FOUND);
  }

  /** As the platform tells times. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
