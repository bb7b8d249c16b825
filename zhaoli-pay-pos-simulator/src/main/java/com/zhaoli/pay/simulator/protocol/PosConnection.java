package com.zhaoli.pay.simulator.protocol;

import com.zhaoli.pay.signing.SigningHeaders;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;

/** The line to the platform. Each call is sent once, and ends after eight seconds. */
public final class PosConnection {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final long ANSWER_LIMIT_MILLIS = 8_000;

  private final URI gateway;
  private final HttpClient client;
  private volatile boolean unplugged;

  /**
   * A line, which is opened by the first call.
   *
   * @param gateway {@code https://host:port}
   */
  public PosConnection(URI gateway, SSLContext tls) {
    if (!"https".equals(gateway.getScheme())) {
      throw new IllegalArgumentException("a terminal speaks HTTPS only, not " + gateway);
    }
    this.gateway = gateway;
    SSLParameters parameters = tls.getDefaultSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_LIMIT)
            .sslContext(tls)
            .sslParameters(parameters)
            .build();
  }

  /** Pulls the plug, or puts it back. */
  public void unplug(boolean out) {
    unplugged = out;
  }

  public boolean isUnplugged() {
    return unplugged;
  }

  /**
   * One request.
   *
   * @param pathAndQuery as it is signed
   * @throws NoAnswer when there is none, or a 5xx that leaves open what was done
   */
  public Answer send(String method, String pathAndQuery, Map<String, String> headers, byte[] body) {
    if (unplugged) {
      throw new NoAnswer("the network is switched off at this terminal", false);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(pathAndQuery))
            .header("Accept-Language", "zh")
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    if (body.length > 0) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    Answer answer = answerOf(request.build());
    if (answer.status() >= 500 && !answer.code().equals("TERMINAL_SERVICE_BUSY")) {
      throw new NoAnswer("HTTP " + answer.status() + " " + answer.code(), true);
    }
    return answer;
  }

  private Answer answerOf(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response = call.get(ANSWER_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
      return new Answer(
          response.statusCode(),
          response.headers().firstValue(SigningHeaders.REQUEST_ID).orElse(""),
          response.headers().firstValueAsLong("Retry-After").orElse(0),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (TimeoutException e) {
      throw new NoAnswer("no answer within " + ANSWER_LIMIT_MILLIS / 1_000 + " s", true);
    } catch (ExecutionException e) {
      throw noAnswer(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted", true);
    } finally {
      // Also one that was given up: its connection must not answer a later call.
      call.cancel(true);
    }
  }

  private static NoAnswer noAnswer(Throwable cause) {
    boolean neverConnected =
        cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof SSLHandshakeException;
    String what = cause instanceof IOException ? cause.toString() : cause.getClass().getName();
    return new NoAnswer(what, !neverConnected);
  }
}
