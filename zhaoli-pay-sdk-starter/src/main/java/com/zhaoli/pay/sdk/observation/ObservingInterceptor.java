package com.zhaoli.pay.sdk.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Observes each try of a call as {@code zhaoli.pay.call}, until the answer begins: {@code method},
 * {@code uri} as a template, and {@code outcome}, which is the HTTP status or {@code NO_ANSWER}.
 * All three have few values: no number of a payment and no query gets into metrics.
 */
public final class ObservingInterceptor implements ClientHttpRequestInterceptor {

  /** The observation's name. */
  public static final String NAME = "zhaoli.pay.call";

  private static final Set<String> WORDS =
      Set.of(
          "openapi",
          "v1",
          "merchant",
          "payments",
          "sync",
          "close",
          "reverse",
          "refunds",
          "bills",
          "download",
          "stores",
          "qr",
          "webhook-endpoints",
          "test",
          "rotate-secret",
          "replays",
          "notifications",
          "redeliver");

  private final ObservationRegistry registry;

  public ObservingInterceptor(ObservationRegistry registry) {
    this.registry = registry;
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    Observation observation =
        Observation.createNotStarted(NAME, registry)
            .contextualName("zhaoli-pay " + request.getMethod().name().toLowerCase(Locale.ROOT))
            .lowCardinalityKeyValue("method", request.getMethod().name())
            .lowCardinalityKeyValue("uri", template(request.getURI().getPath()))
            .lowCardinalityKeyValue("outcome", "NO_ANSWER");
    return observation.observeChecked(
        () -> {
          ClientHttpResponse response = execution.execute(request, body);
          observation.lowCardinalityKeyValue(
              "outcome", Integer.toString(response.getStatusCode().value()));
          return response;
        });
  }

  /** Every segment that is no word of the API is a number, of which there are many. */
  static String template(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(segment -> segment.isEmpty() || WORDS.contains(segment) ? segment : "{id}")
        .collect(Collectors.joining("/"));
  }
}
