package com.zhaoli.pay.sdk.webhook;

/** What happened. */
public enum WebhookEventType {
  PAYMENT_SUCCEEDED("payment.succeeded"),
  PAYMENT_CLOSED("payment.closed"),
  PAYMENT_FAILED("payment.failed"),
  REFUND_SUCCEEDED("refund.succeeded"),
  REFUND_FAILED("refund.failed"),
  /** Somebody pressed the test button: answer 2xx. */
  ENDPOINT_TEST("endpoint.test"),
  /** A type that this version of the starter does not know: answer 2xx and pass it over. */
  UNKNOWN("");

  private final String word;

  WebhookEventType(String word) {
    this.word = word;
  }

  /** The type as it stands in the webhook; empty for {@link #UNKNOWN}. */
  public String word() {
    return word;
  }

  /** Whether events of this type tell a payment's state. */
  boolean isOfPayment() {
    return switch (this) {
      case PAYMENT_SUCCEEDED, PAYMENT_CLOSED, PAYMENT_FAILED, REFUND_SUCCEEDED, REFUND_FAILED ->
          true;
      case ENDPOINT_TEST, UNKNOWN -> false;
    };
  }

  static WebhookEventType of(String word) {
    for (WebhookEventType type : values()) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    return UNKNOWN;
  }
}
