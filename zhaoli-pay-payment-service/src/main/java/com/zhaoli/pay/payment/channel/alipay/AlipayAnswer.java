package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of the gateway. The SDK has verified the signature of a success, and of a failure that
 * has one; it lets failures without a signature pass, so they are told apart here.
 *
 * @param certificateMode in which an answer must name the certificate that it is signed with, or
 *     the SDK does not verify it
 */
record AlipayAnswer<T extends AlipayResponse>(T response, boolean certificateMode) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SUCCESS = "10000";
  private static final String PAYER_IS_ASKED = "10003";
  private static final String BUSINESS_FAILURE = "40004";

  /** The payer's being asked (10003) also counts as a success for the SDK; for this it does not. */
  boolean isSuccess() {
    return SUCCESS.equals(response.getCode());
  }

  boolean isPayerAsked() {
    return PAYER_IS_ASKED.equals(response.getCode());
  }

  /** Why Alipay refused the business, as far as it signed that; null for everything else. */
  @Nullable String refusal() {
    return BUSINESS_FAILURE.equals(response.getCode()) && isSigned() ? response.getSubCode() : null;
  }

  boolean isRefusal(String code) {
    return code.equals(refusal());
  }

  /** Whether Alipay has signed this failure. */
  boolean isSigned() {
    return has("sign") && (!certificateMode || has("alipay_cert_sn"));
  }

  /** Whether this is signed with the certificate of this serial number. */
  boolean isSignedWith(String serial) {
    return serial.equals(text("alipay_cert_sn"));
  }

  private boolean has(String name) {
    return !text(name).isBlank();
  }

  /** What stands beside the answer's content; empty when it is not there. */
  private String text(String name) {
    String body = response.getBody();
    if (body == null) {
      return "";
    }
    try {
      return JSON.readTree(body).path(name).asString("");
    } catch (JacksonException e) {
      return "";
    }
  }

  /** For the log: the codes, without the texts. */
  String codes() {
    return "code " + response.getCode() + " " + response.getSubCode();
  }
}
