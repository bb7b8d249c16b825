package com.zhaoli.pay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the gateway said; looked at for the one thing that must never be. */
record RawAnswer(int status, String body) {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
  private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: chunked");
  private static final Pattern CHUNK_SIZE =
      Pattern.compile("(?:\\A|\r\n)[0-9a-f]+\r\n(?:\r\n\\z)?");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Z_]+)\"");

  static RawAnswer parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Matcher status = STATUS.matcher(text);
    assertThat(status.find()).as("an answer: %s", text).isTrue();
    int headEnd = text.indexOf("\r\n\r\n");
    String body = text.substring(headEnd + 4);
    RawAnswer answer =
        new RawAnswer(
            Integer.parseInt(status.group(1)),
            CHUNKED.matcher(text.substring(0, headEnd)).find() ? withoutChunks(body) : body);
    assertThat(answer.status()).as(text).isLessThan(500);
    assertThat(status.find()).as("one answer: %s", text).isFalse();
    return answer;
  }

  /** Its bodies are JSON of one line, so that what looks like a chunk's size is one. */
  private static String withoutChunks(String body) {
    return CHUNK_SIZE.matcher(body).replaceAll("");
  }

  String code() {
    Matcher code = CODE.matcher(body);
    return code.find() ? String.valueOf(code.group(1)) : "no code in: " + body;
  }
}
