package com.zhaoli.pay.sandbox.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The client for all that the sandbox sends: bounded in time and size, and without redirects. */
@Component
public final class Http {
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  /** An answer; its body is cut at 64 KiB. */
  public record Answer(int status, String body) {
    public boolean is2xx() {
      return status >= 200 && status < 300;
    }
  }

  /** Sends and waits for the answer. Fails with IOException when there is none. */
  public Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      return new Answer(
          response.statusCode(),
          new String(body.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8));
    }
  }
}
