package com.zhaoli.pay.sandbox.chatbot;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The chatbot. It says again what it is told, so that a test knows the answer; refusals are HTTP
 * 200 with a result that is not zero.
 */
@RestController
final class ChatbotController {
  private static final int MAX_QUESTION = 1_000;

  /** A text that the chatbot does not know what to do with. */
  private static final String CONFUSING = "#error";

  @GetMapping("/chatbot/api.php")
  Map<String, Object> answer(
      @RequestParam(required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String appid,
      @RequestParam(required = false) @Nullable String msg) {
    if (!"free".equals(key) || !"0".equals(appid)) {
      return answer(1, "key or appid is wrong");
    }
    if (msg == null || msg.isBlank() || msg.length() > MAX_QUESTION) {
      return answer(2, "msg is missing or too long");
    }
    if (msg.contains(CONFUSING)) {
      return answer(3, "no answer");
    }
    return answer(0, "您说的是：{br}" + msg.strip());
  }

  private static Map<String, Object> answer(int result, String content) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("result", result);
    answer.put("content", content);
    return answer;
  }
}
