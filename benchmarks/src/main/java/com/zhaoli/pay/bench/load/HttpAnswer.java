package com.zhaoli.pay.bench.load;

import java.nio.charset.StandardCharsets;

/** What a server answered. */
public record HttpAnswer(int status, byte[] body) {

  /** The body, read as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
