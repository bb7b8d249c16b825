package com.zhaoli.pay.common.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A value of the right type that no field may hold. Its own message never repeats the value. */
public final class UnfitValueException extends MismatchedInputException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  UnfitValueException(@Nullable JsonParser parser, String problem, Class<?> type) {
    super(parser, problem, type);
    this.problem = problem;
  }

  /** What is wrong, for whoever sent it: {@code must not ...}. */
  public String problem() {
    return problem;
  }
}
