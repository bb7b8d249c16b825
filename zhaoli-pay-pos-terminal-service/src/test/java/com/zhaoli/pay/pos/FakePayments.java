package com.zhaoli.pay.pos;

import com.zhaoli.pay.common.client.payment.PosPayment;
import com.zhaoli.pay.common.client.payment.PosPaymentInternalApi;
import com.zhaoli.pay.common.client.payment.PosRefund;
import com.zhaoli.pay.common.client.payment.PosRefundRequest;
import com.zhaoli.pay.common.client.payment.PosSale;
import com.zhaoli.pay.common.money.Money;
import feign.FeignException;
import feign.Request;
import feign.RequestTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * payment-service as terminals' service sees it, with a say in what goes wrong. A sale of one fen
 * is paid at once, of two refused by the channel, of all else open until somebody says.
 */
public final class FakePayments implements PosPaymentInternalApi {
  /** What becomes of the next sales. */
  public enum Fault {
    NONE,
    /** The sale never arrives. */
    LOST,
    /** The sale is made, and its answer lost. */
    ANSWER_LOST,
    /** The sale is made, and its answer takes six seconds. */
    SLOW,
    /** The sale arrives two seconds after the caller gave up. */
    LATE,
    /** The merchant is suspended. */
    SUSPENDED
  }

  private final Map<String, PosPayment> payments = new ConcurrentHashMap<>();
  private final Map<String, PosRefund> refunds = new ConcurrentHashMap<>();
  private final AtomicInteger made = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;
  private volatile boolean refundsAreLost;
  private final AtomicReference<@Nullable CountDownLatch> gate = new AtomicReference<>();
  private volatile boolean refundsAreRefused;
  private final AtomicInteger refundsAsked = new AtomicInteger();
  private final AtomicReference<@Nullable CountDownLatch> findGate = new AtomicReference<>();
  private final AtomicInteger findsHanging = new AtomicInteger();

  public void sales(Fault what) {
    fault = what;
  }

  /** How often money was taken. */
  public int paid() {
    return made.get();
  }

  /** The payer of an open payment has paid. */
  public void pay(String outTradeNo) {
    payments.computeIfPresent(
        outTradeNo,
        (no, payment) -> {
          if (payment.status().equals("PAYING") && !payment.undoing()) {
            made.incrementAndGet();
            return with(payment, "SUCCEEDED", false, null);
          }
          return payment;
        });
  }

  /** The platform's numbers and states of what was ever asked for. */
  public Map<String, PosPayment> all() {
    return Map.copyOf(payments);
  }

  @Override
  public PosPayment sell(String merchantNo, PosSale sale) {
    switch (fault) {
      case NONE -> {
        return make(sale);
      }
      case LOST -> throw broken();
      case SUSPENDED -> throw refused(403, "MERCHANT_SUSPENDED");
      case ANSWER_LOST -> {
        PosPayment ignored = make(sale);
        throw broken();
      }
      case SLOW -> {
        PosPayment payment = make(sale);
        pause(12_000);
        return payment;
      }
      case LATE -> {
        Thread late =
            new Thread(
                () -> {
                  pause(2_000);
                  try {
                    PosPayment ignored = make(sale);
                  } catch (FeignException e) {
                    // Nobody hears of it.
                  }
                });
        late.start();
        throw broken();
      }
    }
    throw new IllegalStateException();
  }

  private PosPayment make(PosSale sale) {
    PosPayment payment =
        payments.computeIfAbsent(
            sale.outTradeNo(),
            no -> {
              long fen = sale.amount().fen();
              if (fen == 1) {
                made.incrementAndGet();
              }
              return new PosPayment(
                  "pay_" + no.substring(3),
                  no,
                  fen == 1 ? "SUCCEEDED" : fen == 2 ? "FAILED" : "PAYING",
                  false,
                  false,
                  sale.amount(),
                  Money.ZERO,
                  sale.authCode() == null ? null : "WECHAT",
                  sale.authCode() == null ? "https://pay.example/cashier/x" : null,
                  fen == 2 ? "NOTENOUGH" : null,
                  fen == 1 ? "4200001" : null,
                  Instant.now().plusSeconds(sale.expireSeconds()),
                  fen == 1 ? Instant.now() : null);
            });
    if (payment.withdrawn()) {
      throw refused(409, "OUT_TRADE_NO_CONFLICT");
    }
    return payment;
  }

  @Override
  public PosPayment find(String merchantNo, String outTradeNo) {
    CountDownLatch hanging = findGate.get();
    if (hanging != null && findsHanging.getAndDecrement() > 0) {
      await(hanging);
    }
    PosPayment payment = payments.get(outTradeNo);
    if (payment == null) {
      throw refused(404, "PAYMENT_NOT_FOUND");
    }
    return payment;
  }

  @Override
  public PosPayment undo(String merchantNo, String outTradeNo) {
    PosPayment payment = find(merchantNo, outTradeNo);
    boolean barcode = payment.codeUrl() == null;
    if (payment.status().equals("SUCCEEDED") && !barcode) {
      throw refused(409, "PAYMENT_STATE_INVALID");
    }
    return Objects.requireNonNull(
        payments.computeIfPresent(
            outTradeNo,
            (no, now) ->
                now.status().equals("PAYING") || now.status().equals("SUCCEEDED")
                    ? with(now, barcode ? "REVERSED" : "CLOSED", false, null)
                    : now));
  }

  @Override
  public PosPayment withdraw(String merchantNo, String outTradeNo, @Nullable Long amountFen) {
    return payments.computeIfAbsent(
        outTradeNo,
        no ->
            new PosPayment(
                "pay_" + no.substring(3),
                no,
                "CLOSED",
                true,
                false,
                new Money(amountFen == null ? 1 : amountFen),
                Money.ZERO,
                null,
                "https://pay.example/cashier/x",
                null,
                null,
                Instant.now(),
                null));
  }

  /** Whether requests for refunds never arrive. */
  public void refundsLose(boolean lose) {
    refundsAreLost = lose;
  }

  /**
   * The next request for a refund is overtaken: it arrives when the gate opens, and those that come
   * before are refused.
   */
  public CountDownLatch overtakeNextRefund() {
    CountDownLatch closed = new CountDownLatch(1);
    gate.set(closed);
    refundsAreRefused = true;
    return closed;
  }

  /** The next request for a refund gets no answer before the gate opens. */
  public CountDownLatch hangNextRefund() {
    CountDownLatch closed = new CountDownLatch(1);
    gate.set(closed);
    return closed;
  }

  /** How many requests for refunds arrived. */
  public int refundsAsked() {
    return refundsAsked.get();
  }

  /** So many of the next questions for payments get no answer before the gate opens. */
  public CountDownLatch hangFinds(int questions) {
    CountDownLatch closed = new CountDownLatch(1);
    findsHanging.set(questions);
    findGate.set(closed);
    return closed;
  }

  /** How many of those questions are still to come. */
  public int findsToHang() {
    return Math.max(0, findsHanging.get());
  }

  /** How often money went back. */
  public int refunds() {
    return refunds.size();
  }

  @Override
  public PosRefund refund(String merchantNo, PosRefundRequest request) {
    if (refundsAreLost) {
      throw broken();
    }
    refundsAsked.incrementAndGet();
    CountDownLatch closed = gate.getAndSet(null);
    if (closed != null) {
      await(closed);
      refundsAreRefused = false;
    } else if (refundsAreRefused) {
      throw refused(422, "REFUND_AMOUNT_EXCEEDED");
    }
    boolean fits =
        payments.values().stream()
            .anyMatch(
                payment ->
                    payment.paymentNo().equals(request.paymentNo())
                        && payment.amount().compareTo(request.amount()) >= 0);
    if (!fits) {
      throw refused(422, "REFUND_AMOUNT_EXCEEDED");
    }
    return refunds.computeIfAbsent(
        request.outRefundNo(),
        no ->
            new PosRefund(
                "ref_" + no.substring(3),
                request.paymentNo(),
                "SUCCEEDED",
                request.amount(),
                null,
                Instant.now()));
  }

  private static PosPayment with(
      PosPayment payment, String status, boolean undoing, @Nullable String failure) {
    return new PosPayment(
        payment.paymentNo(),
        payment.outTradeNo(),
        status,
        payment.withdrawn(),
        undoing,
        payment.amount(),
        payment.refunded(),
        payment.channel(),
        payment.codeUrl(),
        failure,
        payment.channelTradeNo(),
        payment.expiresAt(),
        payment.paidAt());
  }

  private static FeignException broken() {
    return new FeignException.ServiceUnavailable("broken", request(), null, Map.of());
  }

  static FeignException refused(int status, String code) {
    byte[] body =
        "{\"code\":\"%s\",\"message\":\"no\",\"requestId\":\"req_1\",\"details\":{}}"
            .formatted(code)
            .getBytes(StandardCharsets.UTF_8);
    return new FeignException.FeignClientException(status, code, request(), body, Map.of());
  }

  private static Request request() {
    return Request.create(
        Request.HttpMethod.GET, "/", Map.of(), null, StandardCharsets.UTF_8, new RequestTemplate());
  }

  private static void await(CountDownLatch gate) {
    try {
      if (!gate.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody opens the gate");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
