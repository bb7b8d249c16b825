package com.zhaoli.pay.pos.trade;

import com.zhaoli.pay.common.client.payment.PosPayment;
import com.zhaoli.pay.common.client.payment.PosPaymentInternalApi;
import com.zhaoli.pay.common.client.payment.PosSale;
import com.zhaoli.pay.pos.upstream.UpstreamErrors;
import feign.FeignException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Calls of payment-service, whose every outcome is an answer. */
@Component
class PaymentCalls {
  private static final Logger log = LoggerFactory.getLogger(PaymentCalls.class);

  private final PosPaymentInternalApi payments;
  private final UpstreamErrors errors;

  PaymentCalls(PosPaymentInternalApi payments, UpstreamErrors errors) {
    this.payments = payments;
    this.errors = errors;
  }

  PaymentAnswer sell(String merchantNo, PosSale sale) {
    return answer(() -> payments.sell(merchantNo, sale));
  }

  PaymentAnswer find(TradeBO trade) {
    return answer(() -> payments.find(trade.merchantNo(), trade.tradeNo()));
  }

  PaymentAnswer undo(TradeBO trade) {
    return answer(() -> payments.undo(trade.merchantNo(), trade.tradeNo()));
  }

  PaymentAnswer withdraw(TradeBO trade) {
    return answer(
        () -> payments.withdraw(trade.merchantNo(), trade.tradeNo(), trade.amount().fen()));
  }

  private PaymentAnswer answer(Supplier<PosPayment> call) {
    try {
      return new PaymentAnswer.Found(call.get());
    } catch (FeignException e) {
      return refusal(e);
    } catch (RuntimeException e) {
      // Such as an address of payment-service that is not known at the moment.
      log.warn("payment-service could not be asked", e);
      return new PaymentAnswer.Unknown(e.toString());
    }
  }

  /** Only what the catalogue says of a payment is an answer; all else says nothing of it. */
  private PaymentAnswer refusal(FeignException e) {
    String code = errors.codeOf(e);
    return switch (code) {
      case "PAYMENT_NOT_FOUND" -> new PaymentAnswer.Missing();
      case "REQUEST_IN_PROGRESS" -> new PaymentAnswer.Later();
      case "REQUEST_INVALID",
          "METHOD_NOT_AVAILABLE",
          "CHANNEL_NOT_CONFIGURED",
          "MERCHANT_SUSPENDED",
          "OUT_TRADE_NO_CONFLICT",
          "PAYMENT_STATE_INVALID" ->
          new PaymentAnswer.Refused(code);
      default -> {
        log.warn("payment-service gave no clear answer: {} {}", e.status(), code);
        yield new PaymentAnswer.Unknown(e.status() + " " + code);
      }
    };
  }
}
