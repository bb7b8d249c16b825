package com.zhaoli.pay.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A request of HTTP/1.1 in the bytes that travel, so that sending it costs next to nothing. */
public final class HttpMessage {
  private HttpMessage() {}

  /**
   * Writes down a request.
   *
   * @param host as it stands in the header Host
   * @param target path and query
   */
  public static byte[] of(
      String method, String host, String target, Map<String, String> headers, byte[] body) {
    StringBuilder head = new StringBuilder(512);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ").append(host);
    headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    head.append("\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] message = new byte[start.length + body.length];
    System.arraycopy(start, 0, message, 0, start.length);
    System.arraycopy(body, 0, message, start.length, body.length);
    return message;
  }
}
