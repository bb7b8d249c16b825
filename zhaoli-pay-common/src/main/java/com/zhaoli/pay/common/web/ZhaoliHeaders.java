package com.zhaoli.pay.common.web;

/**
 * Header names inside the platform. The gateway strips them from requests that come from outside.
 */
public final class ZhaoliHeaders {
  /** The credential of one service at another; see {@code InternalToken}. */
  public static final String INTERNAL = "X-Zhaoli-Internal";

  /** The merchant whose signature the gateway verified. */
  public static final String MERCHANT_NO = "X-Zhaoli-Merchant-No";

  /** The app whose signature the gateway verified. */
  public static final String APP_ID = "X-Zhaoli-App-Id";

  /** Names one request in answers and logs. */
  public static final String REQUEST_ID = "X-Zhaoli-Request-Id";

  /** The operator whose token the gateway verified. */
  public static final String OPERATOR = "X-Zhaoli-Operator";

  /** The operator's roles, comma-separated. */
  public static final String OPERATOR_ROLES = "X-Zhaoli-Operator-Roles";

  /** The operator's session, by its number. */
  public static final String OPERATOR_SESSION = "X-Zhaoli-Operator-Session";

  /** The terminal whose certificate the connection was made with, as the gateway verified it. */
  public static final String TERMINAL_CERTIFICATE = "X-Zhaoli-Terminal-Certificate";

  private ZhaoliHeaders() {}
}
