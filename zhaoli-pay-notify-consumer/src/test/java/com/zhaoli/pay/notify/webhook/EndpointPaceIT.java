package com.zhaoli.pay.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.target.Room;
import com.zhaoli.pay.notify.webhook.EndpointPace.Wanted;
import com.zhaoli.pay.testing.Quickest;
import com.zhaoli.pay.testing.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The script on a real Redis, whose clock fills the buckets. */
class EndpointPaceIT {
  private static final Duration POLL = Duration.ofMillis(250);
  private final List<LettuceConnectionFactory> connections = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final String endpoint = Ids.withPrefix("whe_");

  private StringRedisTemplate redis(String host, int port, Duration timeout) {
    RedisStandaloneConfiguration server = new RedisStandaloneConfiguration(host, port);
    server.setPassword(TestServers.redis().password());
    LettuceConnectionFactory factory =
        new LettuceConnectionFactory(
            server, LettuceClientConfiguration.builder().commandTimeout(timeout).build());
    factory.afterPropertiesSet();
    factory.start();
    connections.add(factory);
    return new StringRedisTemplate(factory);
  }

  private EndpointPace pace() {
    return new EndpointPace(
        redis(TestServers.redis().host(), TestServers.redis().port(), Duration.ofMinutes(1)),
        POLL,
        nanos::get);
  }

  private Map<String, Room> take(EndpointPace pace, int calls, boolean inLine) {
    return pace.take(List.of(new Wanted(endpoint, 2, calls)), inLine);
  }

  private int granted(EndpointPace pace, int calls, boolean inLine) {
    return take(pace, calls, inLine).getOrDefault(endpoint, new Room(calls, Duration.ZERO)).calls();
  }

  @AfterEach
  void disconnect() {
    connections.forEach(LettuceConnectionFactory::destroy);
  }

  @Test
  void anEndpointGetsASecondsWorthAndThenWhatTimeBrings() {
    EndpointPace pace = pace();
    String other = Ids.withPrefix("whe_");
    assertThat(pace.room(endpoint)).isEqualTo(Room.unlimited());
    assertThat(pace.take(List.of(new Wanted(endpoint, 2, 5), new Wanted(other, 1_000, 900)), false))
        .as("only who gets less than is wanted; half a second to the next call")
        .isEqualTo(Map.of(endpoint, new Room(2, Duration.ofMillis(500))));
    assertThat(pace.room(endpoint)).isEqualTo(new Room(0, Duration.ofMillis(500)));
    assertThat(pace.room(other).calls()).isEqualTo(100);
    nanos.addAndGet(Duration.ofMillis(750).toNanos());
    assertThat(pace.room(endpoint)).as("one and a half").isEqualTo(new Room(1, Duration.ZERO));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(pace.room(endpoint).calls()).as("it holds no more").isEqualTo(2);
  }

  @Test
  void instancesShareWhatAnEndpointWants() {
    EndpointPace one = pace();
    EndpointPace other = pace();
    // As soon as the other comes within the half second that brings the next call.
    await()
        .until(
            () -> {
              List<Wanted> wanted = List.of(new Wanted(Ids.withPrefix("whe_"), 2, 2));
              assertThat(one.take(wanted, false)).isEmpty();
              return other.take(wanted, false).values().stream().anyMatch(r -> r.calls() == 0);
            });
  }

  @Test
  void whatIsNewGoesBehindWhatWaitsAndGetsWhatThatLeavesOver() {
    EndpointPace pace = pace();
    assertThat(granted(pace, 3, false)).isEqualTo(2);
    await().until(() -> granted(pace, 1, true) == 1);
    // Somebody is in line at every look from here on, as under steady traffic.
    await().pollInterval(Duration.ofMillis(50)).until(() -> leavesNothingOver(pace));
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              assertThat(granted(pace, 0, true)).isZero();
              return granted(pace, 1, false) == 1;
            });
    assertThat(granted(pace, 1, true)).as("half a bucket is theirs who wait").isEqualTo(1);
    await().pollInterval(Duration.ofMillis(50)).until(() -> leavesNothingOver(pace));
  }

  /** Whether a call in line was made; one that is new right after it, in time, never is. */
  private boolean leavesNothingOver(EndpointPace pace) {
    long begun = System.nanoTime();
    boolean inLine = granted(pace, 1, true) == 1;
    int left = granted(pace, 1, false);
    boolean timely = System.nanoTime() - begun < Duration.ofMillis(400).toNanos();
    assertThat(timely && left > 0).as("it leaves nothing over").isFalse();
    return timely && inLine;
  }

  @Test
  void anEndpointThatWantsOneCallASecondGetsItAlsoWhereThePollerComesLate() {
    EndpointPace pace = pace();
    // At 1.3 s and 2 s there are two calls, though a bucket of one would have overflowed between.
    Duration enough = Duration.ofMillis(2_250);
    assertThat(Quickest.of(enough, () -> twoCallsOfWhichTheFirstComesLate(pace)))
        .isLessThan(enough);
  }

  private static void twoCallsOfWhichTheFirstComesLate(EndpointPace pace) {
    List<Wanted> one = List.of(new Wanted(Ids.withPrefix("whe_"), 1, 1));
    assertThat(pace.take(one, true)).isEmpty();
    await().pollDelay(Duration.ofMillis(1_300)).until(() -> pace.take(one, true).isEmpty());
    await().pollInterval(Duration.ofMillis(20)).until(() -> pace.take(one, true).isEmpty());
  }

  /** Connections end before the last calls are begun: those are rather made than broken off. */
  @Test
  void aServiceThatStopsHasNoRedisAnyMoreAndCallsAllTheSame() {
    EndpointPace pace = pace();
    assertThat(granted(pace, 3, false)).isEqualTo(2);
    connections.forEach(LettuceConnectionFactory::stop);

    assertThat(granted(pace, 3, false)).isEqualTo(3);
  }

  /** One that takes connections and never says anything. */
  @Test
  void aRedisThatHangsIsAskedOnceAndThenLeftAlone() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      EndpointPace pace =
          new EndpointPace(
              redis("127.0.0.1", silent.getLocalPort(), Duration.ofSeconds(1)), POLL, nanos::get);
      assertThat(take(pace, 5, false)).as("rather too quickly than not at all").isEmpty();
      long begun = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        assertThat(take(pace, 5, false)).isEmpty();
      }
      // Each would wait for a second, were Redis asked each time.
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }
  }
}
