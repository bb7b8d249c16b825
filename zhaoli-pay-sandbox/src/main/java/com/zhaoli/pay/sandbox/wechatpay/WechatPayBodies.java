package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the bodies of requests, and refuses those of another merchant. */
@Component
final class WechatPayBodies {
  private final WechatPayKeys keys;
  private final JsonMapper json;

  WechatPayBodies(WechatPayKeys keys, JsonMapper json) {
    this.keys = keys;
    this.json = json;
  }

  <T> T read(byte[] body, Class<T> type) {
    try {
      return json.readValue(body, type);
    } catch (JacksonException e) {
      throw WechatPayError.parameter("请求体不是合法的JSON，或字段类型不正确");
    }
  }

  void mustBeOurs(@Nullable String mchid) {
    if (!keys.mchId().equals(mchid)) {
      throw WechatPayError.parameter("商户号与签名的商户号不一致");
    }
  }
}
