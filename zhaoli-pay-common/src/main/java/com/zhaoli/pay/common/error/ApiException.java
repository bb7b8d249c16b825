package com.zhaoli.pay.common.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refusal with a code of the catalogue. Its details leave the platform: no secrets in them. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, String> details;
  private final @Nullable Long retryAfterSeconds;

  private ApiException(
      ErrorCode code,
      Map<String, String> details,
      @Nullable Long retryAfterSeconds,
      @Nullable Throwable cause) {
    super(code.name() + (details.isEmpty() ? "" : " " + details), cause);
    this.code = code;
    this.details = Map.copyOf(details);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public ApiException(ErrorCode code) {
    this(code, Map.of(), null, null);
  }

  public ApiException(ErrorCode code, Map<String, String> details) {
    this(code, details, null, null);
  }

  public ApiException(ErrorCode code, Throwable cause) {
    this(code, Map.of(), null, cause);
  }

  /** A refusal that tells the caller when to come back, as header {@code Retry-After}. */
  public static ApiException retryAfter(ErrorCode code, long seconds) {
    return new ApiException(code, Map.of(), seconds, null);
  }

  /** One detail under one name: the usual case of a bad field. */
  public static ApiException of(ErrorCode code, String name, String problem) {
    return new ApiException(code, Map.of(name, problem));
  }

  public ErrorCode code() {
    return code;
  }

  public Map<String, String> details() {
    return details;
  }

  /** Seconds for {@code Retry-After}, or null. */
  public @Nullable Long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
