package com.zhaoli.pay.sandbox.officialaccount;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of WeChat's API, in and out. */
final class WechatJson {
  private WechatJson() {}

  static Map<String, Object> ok() {
    return errcode(0, "ok");
  }

  static Map<String, Object> refusal(WechatError refusal) {
    return errcode(refusal.errcode(), String.valueOf(refusal.getMessage()));
  }

  /** The body, or the errcode for one that is empty or no JSON of this kind. */
  static <T> T read(JsonMapper json, byte[] body, Class<T> type) {
    try {
      T read = json.readValue(body, type);
      if (read == null) {
        throw new WechatError(44002, "empty post data");
      }
      return read;
    } catch (JacksonException e) {
      throw new WechatError(47001, "data format error");
    }
  }

  private static Map<String, Object> errcode(int errcode, String errmsg) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("errcode", errcode);
    answer.put("errmsg", errmsg);
    return answer;
  }
}
