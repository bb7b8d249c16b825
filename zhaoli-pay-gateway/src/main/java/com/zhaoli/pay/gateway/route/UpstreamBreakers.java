package com.zhaoli.pay.gateway.route;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker for each service: when most calls get no answer, or nearly all a slow one, the
 * next ones are refused at once, and no thread of the gateway waits for them. After a pause a few
 * calls find out whether the service is back.
 *
 * <p>Any answer of a service counts as one, whatever its status: an error that a service tells is
 * often a channel's, and the other channel and the callbacks go on.
 */
class UpstreamBreakers {

  private static final Logger log = LoggerFactory.getLogger(UpstreamBreakers.class);
  private static final int PROBES = 3;

  /** Longer than any call takes, so that probes whose end nobody saw do not refuse for ever. */
  private static final Duration PROBES_END = Duration.ofMinutes(1);

  private final CircuitBreakerRegistry registry;
  private final MeterRegistry meters;
  private final long pauseSeconds;

  UpstreamBreakers(BreakerProperties properties, MeterRegistry meters) {
    this.registry = CircuitBreakerRegistry.of(config(properties));
    this.meters = meters;
    this.pauseSeconds = Math.max(1, (properties.pause().toMillis() + 999) / 1000);
    registry.getEventPublisher().onEntryAdded(added -> watch(added.getAddedEntry()));
  }

  /**
   * Makes the call unless the service is being spared.
   *
   * @throws ApiException UPSTREAM_UNAVAILABLE with Retry-After when it is; else what the call
   *     threw, of which an {@code ApiException} is a call without an answer
   */
  <T> T call(String serviceId, Supplier<T> call) {
    CircuitBreaker breaker = registry.circuitBreaker(serviceId);
    if (!breaker.tryAcquirePermission()) {
      refused(serviceId).increment();
      throw ApiException.retryAfter(ErrorCode.UPSTREAM_UNAVAILABLE, pauseSeconds);
    }
    long start = System.nanoTime();
    boolean ended = false;
    try {
      T answer = call.get();
      ended = true;
      breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      return answer;
    } catch (ApiException failure) {
      ended = true;
      breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure);
      throw failure;
    } finally {
      if (!ended) {
        // A mistake of ours says nothing about the service.
        breaker.releasePermission();
      }
    }
  }

  private void watch(CircuitBreaker breaker) {
    refused(breaker.getName());
    Gauge.builder("zhaoli.gateway.breaker.open", breaker, UpstreamBreakers::openness)
        .tag("service", breaker.getName())
        .description("1 while calls of the service are refused, else 0")
        .register(meters);
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                log.warn("The breaker of {}: {}", breaker.getName(), event.getStateTransition()));
  }

  private Counter refused(String serviceId) {
    return Counter.builder("zhaoli.gateway.breaker.refused")
        .tag("service", serviceId)
        .description("Requests refused without asking the service")
        .register(meters);
  }

  private static double openness(CircuitBreaker breaker) {
    return breaker.getState() == CircuitBreaker.State.CLOSED ? 0 : 1;
  }

  private static CircuitBreakerConfig config(BreakerProperties properties) {
    return CircuitBreakerConfig.custom()
        .slidingWindowType(SlidingWindowType.TIME_BASED)
        .slidingWindowSize((int) properties.window().toSeconds())
        .minimumNumberOfCalls(properties.minimumCalls())
        .failureRateThreshold(properties.failureRate())
        .slowCallRateThreshold(properties.slowRate())
        .slowCallDurationThreshold(properties.slowCall())
        .waitDurationInOpenState(properties.pause())
        .permittedNumberOfCallsInHalfOpenState(PROBES)
        .maxWaitDurationInHalfOpenState(PROBES_END)
        .build();
  }
}
