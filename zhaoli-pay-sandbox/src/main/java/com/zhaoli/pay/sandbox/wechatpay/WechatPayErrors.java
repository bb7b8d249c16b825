package com.zhaoli.pay.sandbox.wechatpay;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** WeChat Pay's error body. */
final class WechatPayErrors {
  private WechatPayErrors() {}

  static Map<String, String> body(WechatPayError refusal) {
    return Map.of("code", refusal.code(), "message", String.valueOf(refusal.getMessage()));
  }

  static void write(HttpServletResponse response, WechatPayError refusal, JsonMapper json)
      throws IOException {
    response.setStatus(refusal.status());
    response.setContentType("application/json");
    response.getOutputStream().write(json.writeValueAsBytes(body(refusal)));
  }
}
