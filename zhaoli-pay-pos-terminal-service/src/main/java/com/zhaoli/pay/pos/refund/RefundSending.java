package com.zhaoli.pay.pos.refund;

import com.zhaoli.pay.common.client.payment.PosPaymentInternalApi;
import com.zhaoli.pay.common.client.payment.PosRefund;
import com.zhaoli.pay.common.client.payment.PosRefundRequest;
import com.zhaoli.pay.pos.refund.internal.PosRefundStore;
import com.zhaoli.pay.pos.upstream.UpstreamErrors;
import feign.FeignException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks payment-service for a refund. Asking again is the same refund, so a step may be repeated at
 * any time, and tells how the refund stands.
 */
@Component
class RefundSending {
  private static final Logger log = LoggerFactory.getLogger(RefundSending.class);
  private static final Set<String> REFUSALS =
      Set.of(
          "REQUEST_INVALID",
          "PAYMENT_NOT_FOUND",
          "PAYMENT_STATE_INVALID",
          "REFUND_AMOUNT_EXCEEDED",
          "OUT_REFUND_NO_CONFLICT");

  /** An earlier request may still be on its way so long: then a refusal is not the last word. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(60);

  /** Longer than a call takes. */
  private static final Duration CALL = Duration.ofSeconds(18);

  private final PosPaymentInternalApi payments;
  private final UpstreamErrors errors;
  private final PosRefundStore store;
  private final Clock clock;

  RefundSending(
      PosPaymentInternalApi payments, UpstreamErrors errors, PosRefundStore store, Clock clock) {
    this.payments = payments;
    this.errors = errors;
    this.store = store;
    this.clock = clock;
  }

  /** The refund after it was asked for by the one who made it, before anybody else. */
  PosRefundBO first(PosRefundBO made) {
    return ask(made);
  }

  /** The refund after it was asked for once more. */
  PosRefundBO step(PosRefundBO read) {
    // Put on record first: a refusal that the first request hears is then not the last word either.
    PosRefundBO refund = read.version() == 0 ? unclear(read, clock.instant().plus(CALL)) : read;
    return refund.status().isFinal() ? refund : ask(refund);
  }

  private PosRefundBO ask(PosRefundBO refund) {
    try {
      return settle(
          refund,
          payments.refund(
              refund.merchantNo(),
              new PosRefundRequest(
                  refund.outRefundNo(), refund.paymentNo(), refund.amount(), refund.reason())));
    } catch (FeignException e) {
      String code = errors.codeOf(e);
      if (REFUSALS.contains(code) && isLastWord(refund)) {
        return store.settle(
            refund, PosRefundStatus.FAILED, null, code, null, next(refund), clock.instant());
      }
      log.warn("refund {} has no clear answer: {} {}", refund.outRefundNo(), e.status(), code);
    } catch (RuntimeException e) {
      log.warn("payment-service could not be asked for a refund", e);
    }
    return unclear(refund, next(refund));
  }

  private PosRefundBO unclear(PosRefundBO refund, Instant nextLook) {
    return store.settle(
        refund, PosRefundStatus.PROCESSING, null, null, null, nextLook, clock.instant());
  }

  /** Whether nobody else asks, or asked so late that it may still arrive. */
  private boolean isLastWord(PosRefundBO refund) {
    return refund.version() == 0 || clock.instant().isAfter(refund.createdAt().plus(ON_ITS_WAY));
  }

  private PosRefundBO settle(PosRefundBO refund, PosRefund answer) {
    PosRefundStatus status =
        switch (answer.status()) {
          case "SUCCEEDED" -> PosRefundStatus.SUCCEEDED;
          case "FAILED" -> PosRefundStatus.FAILED;
          default -> PosRefundStatus.PROCESSING;
        };
    return store.settle(
        refund,
        status,
        answer.refundNo(),
        answer.failureCode(),
        answer.refundedAt(),
        next(refund),
        clock.instant());
  }

  private Instant next(PosRefundBO refund) {
    Instant now = clock.instant();
    Duration age = Duration.between(refund.createdAt(), now);
    return now.plus(
        age.compareTo(Duration.ofMinutes(2)) < 0 ? Duration.ofSeconds(2) : Duration.ofMinutes(1));
  }
}
