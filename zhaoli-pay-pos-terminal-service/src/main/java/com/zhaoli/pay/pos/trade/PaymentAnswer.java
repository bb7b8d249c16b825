package com.zhaoli.pay.pos.trade;

import com.zhaoli.pay.common.client.payment.PosPayment;

/** What payment-service said of a trade's payment. */
sealed interface PaymentAnswer {
  /** The payment as it stands. */
  record Found(PosPayment payment) implements PaymentAnswer {}

  /** There is none so far. */
  record Missing() implements PaymentAnswer {}

  /** The request was refused for good, with a code of the catalogue. */
  record Refused(String code) implements PaymentAnswer {}

  /** Not now; ask again. */
  record Later() implements PaymentAnswer {}

  /** No clear answer: it may have taken effect. */
  record Unknown(String why) implements PaymentAnswer {}
}
