package com.zhaoli.pay.common.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What can have happened, with the names that webhooks carry (design, "Open API, in short"). */
public enum EventType {
  PAYMENT_SUCCEEDED("payment.succeeded"),
  PAYMENT_CLOSED("payment.closed"),
  PAYMENT_FAILED("payment.failed"),
  REFUND_SUCCEEDED("refund.succeeded"),
  REFUND_FAILED("refund.failed");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /** The name in webhooks and messages. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The type of that name.
   *
   * @throws IllegalArgumentException for a name that is not of this list
   */
  @JsonCreator
  public static EventType ofWireName(String wireName) {
    return Arrays.stream(values())
        .filter(type -> type.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown event type: " + wireName));
  }
}
