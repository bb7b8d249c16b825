package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the gateway. The SDK lets some pass without a signature, and not only failures; they
 * are told apart here, and nothing that Alipay has not signed is a success or a refusal.
 *
 * @param isSigned whether Alipay has signed this, with the key of the settings
 */
record AlipayAnswer<T extends AlipayResponse>(T response, boolean isSigned) {
  private static final String SUCCESS = "10000";
  private static final String PAYER_IS_ASKED = "10003";
  private static final String BUSINESS_FAILURE = "40004";

  /**
   * Whether Alipay says, signed, that it was done. The payer's being asked (10003) also counts as a
   * success for the SDK; for this it does not.
   */
  boolean isSuccess() {
    return isSigned(SUCCESS);
  }

  /** Whether Alipay says, signed, that the payer is being asked. */
  boolean isPayerAsked() {
    return isSigned(PAYER_IS_ASKED);
  }

  /** Why Alipay refused the business, as far as it signed that; null for everything else. */
  @Nullable String refusal() {
    return isSigned(BUSINESS_FAILURE) ? response.getSubCode() : null;
  }

  boolean isRefusal(String code) {
    return code.equals(refusal());
  }

  private boolean isSigned(String code) {
    return isSigned && code.equals(response.getCode());
  }

  /** For the log: the codes, without the texts. */
  String codes() {
    return "code "
        + response.getCode()
        + " "
        + response.getSubCode()
        + (isSigned ? "" : ", not signed");
  }
}
