package com.zhaoli.pay.sandbox.bill;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What a bill says wrongly. */
public enum AlterationKind {
  /** Nothing at all of the order and its refunds. */
  OMIT("omit"),
  /** One fen more than was paid. */
  AMOUNT("amount"),
  /** That an unpaid order was paid, or that a paid one was undone. */
  STATUS("status");

  private final String wireName;

  AlterationKind(String wireName) {
    this.wireName = wireName;
  }

  /** The name in the control API. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The kind of this name in the control API. */
  public static Optional<AlterationKind> named(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }
}
