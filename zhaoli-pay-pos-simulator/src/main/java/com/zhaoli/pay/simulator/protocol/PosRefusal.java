package com.zhaoli.pay.simulator.protocol;

import tools.jackson.databind.JsonNode;

/** The platform, or the terminal itself, refuses; nothing was done by this request. */
public final class PosRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String requestId;
  private final boolean firstSend;
  private final long retryAfterSeconds;

  private PosRefusal(
      String code, String message, String requestId, boolean firstSend, long retryAfterSeconds) {
    super(message);
    this.code = code;
    this.requestId = requestId;
    this.firstSend = firstSend;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /**
   * A refusal of the platform.
   *
   * @param firstSend whether the request was sent this one time only
   */
  public static PosRefusal of(Answer answer, boolean firstSend) {
    JsonNode body = answer.json();
    return new PosRefusal(
        body.path("code").asString("HTTP_" + answer.status()),
        body.path("message").asString("HTTP " + answer.status()),
        answer.requestId(),
        firstSend,
        answer.retryAfterSeconds());
  }

  /** A refusal of the terminal's own: the request was not sent. */
  public static PosRefusal local(String code, String message) {
    return new PosRefusal(code, message, "", true, 0);
  }

  public String code() {
    return code;
  }

  /** Empty when the platform was not asked. */
  public String requestId() {
    return requestId;
  }

  /** Whether no earlier copy of the request can be on its way. */
  public boolean isOfFirstSend() {
    return firstSend;
  }

  /** When it may be tried again; 0 when that is not said. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** Whether the platform says this. */
  public boolean is(String what) {
    return code.equals(what);
  }

  /** Never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
