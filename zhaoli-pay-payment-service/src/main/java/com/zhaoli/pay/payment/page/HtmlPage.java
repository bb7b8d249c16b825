package com.zhaoli.pay.payment.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A page of ours. It is the same bytes for everybody: what differs comes later, as JSON, so nothing
 * of a payment is ever written into HTML.
 */
public enum HtmlPage {
  CASHIER("cashier.html", HttpStatus.OK),
  STORE("store.html", HttpStatus.OK),
  NOT_FOUND("not-found.html", HttpStatus.NOT_FOUND);

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final String content;
  private final HttpStatus status;

  HtmlPage(String file, HttpStatus status) {
    this.content = read(file);
    this.status = status;
  }

  private static String read(String file) {
    try (InputStream in = new ClassPathResource("pages/" + file).getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer that shows it. */
  public ResponseEntity<String> answer() {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .body(content);
  }
}
