package com.zhaoli.pay.payment.sync;

import com.zhaoli.pay.common.trace.Traces;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentSync;
import com.zhaoli.pay.payment.order.PaymentSync.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Asks for leased orders, but spares accounts that give no answers; counts what came back. */
@Component
class OrderQuestions {
  private final PaymentSync payments;
  private final AccountBreaker breaker;
  private final Traces traces;
  private final MeterRegistry meters;

  OrderQuestions(
      PaymentSync payments, AccountBreaker breaker, Traces traces, MeterRegistry meters) {
    this.payments = payments;
    this.breaker = breaker;
    this.traces = traces;
    this.meters = meters;
  }

  Answer ask(PaymentBO payment) {
    return ask(payment, payments::sync);
  }

  /** The same within the limits of batch work. */
  Answer askInBatch(PaymentBO payment) {
    return ask(payment, payments::syncInBatch);
  }

  private Answer ask(PaymentBO payment, Function<PaymentBO, Answer> question) {
    AttemptBO order = payment.requireAttempt();
    String account = order.channel() + "/" + order.channelAccountNo();
    Answer answer = Answer.FAILED;
    if (breaker.mayAsk(account)) {
      answer = traces.apart("payment sync", payment.paymentNo(), () -> question.apply(payment));
      breaker.answered(account, answer != Answer.FAILED);
    } else {
      payments.putOff(payment, AccountBreaker.PAUSE);
    }
    meters.counter("zhaoli.sync", "answer", answer.name().toLowerCase(Locale.ROOT)).increment();
    return answer;
  }
}
