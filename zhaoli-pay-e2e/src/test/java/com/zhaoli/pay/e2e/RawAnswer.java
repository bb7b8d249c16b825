package com.zhaoli.pay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the gateway said; looked at for the one thing that must never be. */
record RawAnswer(int status, String body) {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Z_]+)\"");

  static RawAnswer parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Matcher status = STATUS.matcher(text);
    assertThat(status.find()).as("an answer: %s", text).isTrue();
    RawAnswer answer =
        new RawAnswer(
            Integer.parseInt(status.group(1)), text.substring(text.indexOf("\r\n\r\n") + 4));
    assertThat(answer.status()).as(text).isLessThan(500);
    assertThat(status.find()).as("one answer: %s", text).isFalse();
    return answer;
  }

  String code() {
    Matcher code = CODE.matcher(body);
    return code.find() ? String.valueOf(code.group(1)) : "no code in: " + body;
  }
}
