package com.zhaoli.pay.sandbox.alipay;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of an answer, in the order in which it is written. */
final class AlipayAnswer {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  static AlipayAnswer success() {
    return new AlipayAnswer().with("code", "10000").with("msg", "Success");
  }

  /** The business refuses: the request was understood. */
  static AlipayAnswer refused(String subCode, String subMessage) {
    return new AlipayAnswer()
        .with("code", "40004")
        .with("msg", "Business Failed")
        .with("sub_code", subCode)
        .with("sub_msg", subMessage);
  }

  /** The gateway refuses: the request itself is not valid. */
  static AlipayAnswer invalid(String subCode, String subMessage) {
    return new AlipayAnswer()
        .with("code", "40002")
        .with("msg", "Invalid Arguments")
        .with("sub_code", subCode)
        .with("sub_msg", subMessage);
  }

  static AlipayAnswer missing(String subCode, String subMessage) {
    return new AlipayAnswer()
        .with("code", "40001")
        .with("msg", "Missing Required Arguments")
        .with("sub_code", subCode)
        .with("sub_msg", subMessage);
  }

  /** The payer's wallet asks its owner; a query tells how it ends. */
  static AlipayAnswer paying() {
    return new AlipayAnswer().with("code", "10003").with("msg", " order success pay inprocess");
  }

  /** Nobody knows what happened. */
  static AlipayAnswer systemError() {
    return new AlipayAnswer()
        .with("code", "20000")
        .with("msg", "Service Currently Unavailable")
        .with("sub_code", "aop.ACQ.SYSTEM_ERROR")
        .with("sub_msg", "系统异常");
  }

  /** An answer of an older kind, which has no code when all went well. */
  static AlipayAnswer plain() {
    return new AlipayAnswer();
  }

  AlipayAnswer with(String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
    return this;
  }

  Map<String, Object> fields() {
    return fields;
  }
}
