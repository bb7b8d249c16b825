package com.zhaoli.pay.common.crypto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A secret that does not print itself. It serialises to JSON as its value: mind where to. */
public record Secret(@JsonValue String value) {
  @JsonCreator
  public static Secret of(String value) {
    return new Secret(value);
  }

  @Override
  public String toString() {
    return "***";
  }
}
