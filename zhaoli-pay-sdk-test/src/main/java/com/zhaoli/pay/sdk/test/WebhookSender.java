package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends webhooks to this machine, and never to another. */
final class WebhookSender {

  /** As long as the platform waits for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private final HttpClient client;

  WebhookSender(Executor executor) {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(executor)
            .build();
  }

  /** A webhook of these bytes, signed. */
  static SignedWebhook sign(String id, byte[] body, List<WebhookSecret> secrets, Instant at) {
    long seconds = at.getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(WebhookSignature.ID_HEADER, id);
    headers.put(WebhookSignature.TIMESTAMP_HEADER, Long.toString(seconds));
    headers.put(
        WebhookSignature.SIGNATURE_HEADER, WebhookSignature.sign(secrets, id, seconds, body));
    return new SignedWebhook(headers, body);
  }

  /** Sends it and waits for the answer, ten seconds at most. */
  Delivery send(String url, SignedWebhook webhook) {
    if (!isHere(url)) {
      return new Delivery(url, 0, "not sent: a fake calls this machine only");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(webhook.body()));
    webhook.headers().forEach(request::header);
    CompletableFuture<HttpResponse<Void>> call =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
    try {
      int status = call.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      return new Delivery(url, status, null);
    } catch (TimeoutException e) {
      return new Delivery(url, 0, "no answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Delivery(url, 0, "no answer: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery(url, 0, "interrupted");
    } finally {
      call.cancel(true);
    }
  }

  /** Told by the text alone: nobody is asked for an address. */
  static boolean isHere(String url) {
    try {
      String host = String.valueOf(URI.create(url).getHost()).toLowerCase(Locale.ROOT);
      return host.equals("localhost")
          || host.equals("[::1]")
          || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
