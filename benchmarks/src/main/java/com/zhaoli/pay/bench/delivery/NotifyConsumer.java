package com.zhaoli.pay.bench.delivery;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** notify-consumer, as merchant-service calls it: a merchant has to have a secret. */
public final class NotifyConsumer {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String address;
  private final InternalToken token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  private NotifyConsumer(String address, InternalToken token) {
    this.address = address;
    this.token = token;
  }

  public static NotifyConsumer of(Map<String, String> environment, Clock clock) {
    String key = environment.get("ZHAOLI_INTERNAL_KEY");
    if (key == null) {
      throw new BenchFailure("ZHAOLI_INTERNAL_KEY is not set: use ./zhaoli bench delivery.");
    }
    return new NotifyConsumer(
        "http://127.0.0.1:" + environment.getOrDefault("ZHAOLI_NOTIFY_PORT", "8104"),
        new InternalToken(key, clock));
  }

  /** Gives a merchant its default endpoint, whose secret signs what goes to a notifyUrl. */
  public void addMerchant(String merchantNo) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    address + "/internal/v1/merchants/" + merchantNo + "/default-webhook-endpoint"))
            .timeout(TIMEOUT)
            .header(ZhaoliHeaders.INTERNAL, token.issue("zhaoli-pay-merchant-service"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new BenchFailure("notify-consumer answered " + status + " to a new merchant.");
      }
    } catch (IOException e) {
      throw new BenchFailure("notify-consumer does not answer at " + address + ".", e);
    }
  }
}
