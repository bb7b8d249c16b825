package com.zhaoli.pay.notify.endpoint;

import com.zhaoli.pay.notify.endpoint.internal.WebhookEndpointStore;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How endpoints answer, written down once a second, and what follows: one that has only failed for
 * {@code zhaoli.notify.pause-after}, and often enough, is paused, and one that wants no more at
 * once. What a process had not written down when it died is lost, which only lets a pause come a
 * little later.
 */
@Component
public class EndpointHealth {
  private static final Logger log = LoggerFactory.getLogger(EndpointHealth.class);

  /** Fewer failures than this tell nothing of an endpoint that has few events. */
  private static final int FAILURES_TO_PAUSE = 20;

  private final WebhookEndpointStore store;
  private final NotifyProperties properties;
  private final Clock clock;
  private final Counter pauses;
  private final Map<String, Since> failing = new ConcurrentHashMap<>();

  EndpointHealth(
      WebhookEndpointStore store, NotifyProperties properties, Clock clock, MeterRegistry meters) {
    this.store = store;
    this.properties = properties;
    this.clock = clock;
    this.pauses =
        Counter.builder("zhaoli.notify.endpoints.paused")
            .description("Endpoints that were paused, since they failed for long or want no more")
            .register(meters);
  }

  private record Since(Instant first, int failures) {}

  /** The endpoint answered as it should. */
  public void succeeded(WebhookEndpointBO endpoint) {
    boolean failedHere = failing.remove(endpoint.endpointNo()) != null;
    if (failedHere || endpoint.failingSince() != null) {
      try {
        store.succeeded(endpoint.endpointNo());
      } catch (DataAccessException e) {
        // The event was delivered, whatever we remember of it; the next success says so again.
        log.debug("The success of {} is not written down", endpoint.endpointNo(), e);
      }
    }
  }

  /** The endpoint did not take an event. */
  public void failed(WebhookEndpointBO endpoint) {
    failing.merge(
        endpoint.endpointNo(),
        new Since(clock.instant(), 1),
        (before, one) -> new Since(before.first(), before.failures() + 1));
  }

  /** Pauses an endpoint that wants no more, and has its merchant told. */
  public void pause(WebhookEndpointBO endpoint, String reason) {
    if (store.pause(endpoint.endpointNo(), reason, clock.instant())) {
      pauses.increment();
      log.warn("Endpoint {} is paused: {}", endpoint.endpointNo(), reason);
    }
  }

  @Scheduled(fixedDelayString = "${zhaoli.notify.health-interval:1s}")
  void writeDown() {
    try {
      for (String endpointNo : List.copyOf(failing.keySet())) {
        Since since = failing.remove(endpointNo);
        if (since != null) {
          store.failed(endpointNo, since.first(), since.failures());
        }
      }
      int paused =
          store.pauseThoseFailingSince(
              clock.instant().minus(properties.pauseAfter()),
              FAILURES_TO_PAUSE,
              "It has only failed for " + words(properties.pauseAfter().toHours()) + ".",
              clock.instant());
      if (paused > 0) {
        pauses.increment(paused);
        log.warn("{} webhook endpoints were paused: they have failed for too long", paused);
      }
    } catch (DataAccessException e) {
      log.warn("The health of endpoints is not written down: {}", e.getMessage());
    }
  }

  private static String words(long hours) {
    return hours < 1 ? "too long" : hours + " h";
  }
}
