package com.zhaoli.pay.sandbox.alipay;

import java.util.Map;
import java.util.function.Function;

/** A family of the gateway's methods, by name. */
interface AlipayMethods {
  Map<String, Function<AlipayRequest, AlipayAnswer>> methods();
}
