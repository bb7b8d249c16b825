package com.zhaoli.pay.signing;

import java.util.List;

/** Names of the headers that carry a request's signature; the table in the signing spec. */
public final class SigningHeaders {

  public static final String APP_ID = "X-Zhaoli-App-Id";
  public static final String APP_KEY = "X-Zhaoli-App-Key";
  public static final String TIMESTAMP = "X-Zhaoli-Timestamp";
  public static final String NONCE = "X-Zhaoli-Nonce";
  public static final String SIGN_TYPE = "X-Zhaoli-Sign-Type";
  public static final String SIGN = "X-Zhaoli-Sign";

  /** Optional, signed when present. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** Carried by every answer of the open API. */
  public static final String REQUEST_ID = "X-Zhaoli-Request-Id";

  /** The headers that a signed request must carry, each exactly once. */
  public static final List<String> REQUIRED =
      List.of(APP_ID, APP_KEY, TIMESTAMP, NONCE, SIGN_TYPE, SIGN);

  private SigningHeaders() {}
}
