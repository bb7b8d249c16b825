package com.zhaoli.pay.sandbox.alipay;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request whose signature was verified.
 *
 * @param biz the content of biz_content
 * @param parameters all others
 * @param certificateMode whether the app verifies with certificates
 * @param address the sandbox's own address
 */
record AlipayRequest(
    String method,
    JsonNode biz,
    Map<String, String> parameters,
    boolean certificateMode,
    String address) {

  /** A business parameter that is a text or a number. */
  @Nullable String text(String name) {
    JsonNode value = biz.get(name);
    return value == null || value.isNull() || value.isContainer() ? null : value.asString();
  }

  @Nullable String notifyUrl() {
    return parameters.get("notify_url");
  }

  @Nullable String returnUrl() {
    return parameters.get("return_url");
  }
}
