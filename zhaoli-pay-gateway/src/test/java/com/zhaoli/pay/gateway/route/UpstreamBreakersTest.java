package com.zhaoli.pay.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpstreamBreakersTest {

  private static final String SERVICE = "zhaoli-pay-payment-service";
  private static final BreakerProperties PROPERTIES =
      new BreakerProperties(
          Duration.ofSeconds(30), 10, 60, 80, Duration.ofMillis(50), Duration.ofMinutes(1));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UpstreamBreakers breakers = new UpstreamBreakers(PROPERTIES, meters);
  private int calls;

  @Test
  void aServiceThatDoesNotAnswerIsSparedAndTheCallerToldWhenToComeBack() {
    for (int i = 0; i < 10; i++) {
      assertThat(refusalOf(this::fail)).isPresent();
    }

    ApiException refusal = refusalOf(this::succeed).orElseThrow();

    assertThat(calls).isEqualTo(10);
    assertThat(refusal.code()).isEqualTo(ErrorCode.UPSTREAM_UNAVAILABLE);
    assertThat(refusal.retryAfterSeconds()).isEqualTo(60);
    assertThat(refusalOf("another-service", this::succeed)).isEmpty();
    assertThat(meters.get("zhaoli.gateway.breaker.open").tag("service", SERVICE).gauge().value())
        .isEqualTo(1);
    assertThat(
            meters.get("zhaoli.gateway.breaker.refused").tag("service", SERVICE).counter().count())
        .isEqualTo(1);
  }

  @Test
  void halfOfTheCallsMayFailSinceOneOfTwoInstancesMay() {
    for (int i = 0; i < 50; i++) {
      assertThat(refusalOf(this::succeed)).isEmpty();
      assertThat(refusalOf(this::fail)).isPresent();
    }
    assertThat(calls).isEqualTo(100);
  }

  @Test
  void aServiceThatHardlyEverAnswersSoonIsSpared() {
    for (int i = 0; i < 10; i++) {
      assertThat(refusalOf(this::succeedSlowly)).isEmpty();
    }
    assertThat(refusalOf(this::succeed)).isPresent();
  }

  @Test
  void aMistakeOfOursSaysNothingAboutTheService() {
    for (int i = 0; i < 20; i++) {
      assertThat(
              catchThrowableOfType(
                  IllegalStateException.class,
                  () ->
                      breakers.call(
                          SERVICE,
                          () -> {
                            throw new IllegalStateException("a mistake");
                          })))
          .isNotNull();
    }
    assertThat(refusalOf(this::succeed)).isEmpty();
  }

  private Optional<ApiException> refusalOf(Runnable call) {
    return refusalOf(SERVICE, call);
  }

  private Optional<ApiException> refusalOf(String service, Runnable call) {
    try {
      return breakers.call(
          service,
          () -> {
            call.run();
            return Optional.<ApiException>empty();
          });
    } catch (ApiException refusal) {
      return Optional.of(refusal);
    }
  }

  private void succeed() {
    calls++;
  }

  private void fail() {
    calls++;
    throw new ApiException(ErrorCode.UPSTREAM_TIMEOUT);
  }

  private void succeedSlowly() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < PROPERTIES.slowCall().toNanos() * 2) {
      Thread.onSpinWait();
    }
    calls++;
  }
}
