package com.zhaoli.pay.sandbox.wechatpay;

/** A refusal of WeChat Pay: HTTP status, code and message. */
final class WechatPayError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  WechatPayError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static WechatPayError parameter(String message) {
    return new WechatPayError(400, "PARAM_ERROR", message);
  }

  /** Well formed, but against the rules of the business. */
  static WechatPayError rule(String message) {
    return new WechatPayError(400, "INVALID_REQUEST", message);
  }

  static WechatPayError sign(String message) {
    return new WechatPayError(401, "SIGN_ERROR", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
