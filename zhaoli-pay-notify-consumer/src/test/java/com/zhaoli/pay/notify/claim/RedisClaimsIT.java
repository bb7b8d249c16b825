package com.zhaoli.pay.notify.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.claim.ClaimDecision.Behind;
import com.zhaoli.pay.notify.claim.ClaimDecision.Claimed;
import com.zhaoli.pay.notify.claim.ClaimDecision.Done;
import com.zhaoli.pay.notify.claim.ClaimDecision.Held;
import com.zhaoli.pay.notify.settings.SettingsFixture;
import com.zhaoli.pay.testing.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The two Lua scripts on a real Redis. */
class RedisClaimsIT {
  private final LettuceConnectionFactory connections = connections();
  private final StringRedisTemplate redis = new StringRedisTemplate(connections);
  private final Claims claims =
      new RedisClaims(redis, SettingsFixture.defaults(), new SimpleMeterRegistry());
  private final Claims hasty =
      new RedisClaims(
          redis,
          SettingsFixture.of(
              Map.of(
                  "lease", "2200ms",
                  "batch-patience", "100ms",
                  "webhook-timeout", "100ms")),
          new SimpleMeterRegistry());
  private final ClaimKey key =
      new ClaimKey(Ids.paymentNo(), Ids.eventId(), Ids.withPrefix("whe_"), 0);

  private static LettuceConnectionFactory connections() {
    RedisStandaloneConfiguration server =
        new RedisStandaloneConfiguration(TestServers.redis().host(), TestServers.redis().port());
    server.setPassword(TestServers.redis().password());
    return new LettuceConnectionFactory(server);
  }

  @BeforeEach
  void connect() {
    connections.afterPropertiesSet();
    connections.start();
  }

  @AfterEach
  void disconnect() {
    connections.destroy();
  }

  @Test
  void oneOfTwoGetsTheClaimAndMayRepeatItself() {
    assertThat(claim("me", 0)).isEqualTo(new Claimed());
    assertThat(claim("other", 0)).isEqualTo(new Held());
    assertThat(claim("me", 0)).isEqualTo(new Claimed());
  }

  @Test
  void whatIsDoneStaysDone() {
    claim("me", 0);
    claims.settle("me", List.of(new ClaimSettlement(key, true, 1)));

    assertThat(claim("other", 0)).isEqualTo(new Done());
    assertThat(claim("me", 9)).isEqualTo(new Done());
  }

  @Test
  void attemptsNeverGoDownAndAreNeverCountedTwice() {
    claim("me", 0);
    claims.settle("me", List.of(new ClaimSettlement(key, false, 3)));
    claims.settle("me", List.of(new ClaimSettlement(key, false, 3)));

    assertThat(claim("other", 2)).isEqualTo(new Behind(3));
    assertThat(claim("other", 3)).isEqualTo(new Claimed());
    claims.settle("other", List.of(new ClaimSettlement(key, false, 1)));
    assertThat(claim("third", 0)).isEqualTo(new Behind(3));
  }

  @Test
  void onlyItsHolderSettlesAClaim() {
    claim("me", 0);
    claims.settle("other", List.of(new ClaimSettlement(key, true, 1)));

    assertThat(claim("other", 0)).isEqualTo(new Held());
  }

  @Test
  void aLeaseThatRanOutIsTakenOverAndItsFormerHolderSettlesNothing() {
    hasty.claim("me", Map.of(key, 0));
    await().until(() -> claim("other", 0).equals(new Claimed()));

    claims.settle("me", List.of(new ClaimSettlement(key, true, 1)));

    assertThat(claim("third", 0)).isEqualTo(new Held());
  }

  @Test
  void aBatchIsClaimedByOneCallInItsOrder() {
    claim("other", 0);
    Map<ClaimKey, Integer> batch = new LinkedHashMap<>();
    IntStream.range(0, 999)
        .forEach(i -> batch.put(new ClaimKey(key.paymentNo(), "evt_" + i, "whe_1", 0), 0));
    batch.put(key, 0);

    List<ClaimDecision> decisions = claims.claim("me", batch);

    assertThat(decisions).hasSize(1_000);
    assertThat(decisions.subList(0, 999)).containsOnly(new Claimed());
    assertThat(decisions.get(999)).isEqualTo(new Held());
  }

  @Test
  void aBatchOfPaymentsOfManySecondsIsClaimedAndSettledInItsOrder() {
    Map<ClaimKey, Integer> batch = new LinkedHashMap<>();
    IntStream.range(0, 60)
        .forEach(
            i ->
                batch.put(
                    new ClaimKey(
                        String.format(Locale.ROOT, "pay_01M8E1%02dTEST%s", i % 20, i),
                        key.eventId(),
                        key.target(),
                        0),
                    i));
    assertThat(batch.keySet().stream().map(ClaimKey::redisHash).distinct()).hasSize(20);
    List<ClaimKey> keys = List.copyOf(batch.keySet());
    claims.claim("other", Map.of(keys.get(7), 7));

    List<ClaimDecision> decisions = claims.claim("me", batch);
    claims.settle("me", keys.stream().map(one -> new ClaimSettlement(one, false, 100)).toList());

    for (int i = 0; i < 60; i++) {
      assertThat(decisions.get(i)).isEqualTo(i == 7 ? new Held() : new Claimed());
      assertThat(claims.claim("third", Map.of(keys.get(i), 1)).get(0))
          .isEqualTo(i == 7 ? new Held() : new Behind(100));
    }
  }

  @Test
  void keysAreForgottenAfterTheRetention() {
    claim("me", 0);

    assertThat(redis.getExpire(key.redisHash())).isBetween(86_000L, 86_400L);
    assertThat(key.redisHash())
        .isEqualTo("zhaoli:notify:claims:" + key.paymentNo().substring(0, 12));
    assertThat(key.redisField())
        .isEqualTo(String.join(":", key.paymentNo(), key.eventId(), key.target(), "0"));
  }

  /** Connections end before the last deliveries do; those are settled in the database. */
  @Test
  void aServiceThatStopsHasNoRedisAnyMoreAndDoesNotFailForThat() {
    claim("me", 0);
    connections.stop();

    assertThatThrownBy(() -> claim("me", 0)).isInstanceOf(ClaimsUnavailableException.class);
    assertThatCode(() -> claims.settle("me", List.of(new ClaimSettlement(key, true, 1))))
        .doesNotThrowAnyException();
  }

  @Test
  void anUnreachableRedisIsToldAsSuch() {
    RedisStandaloneConfiguration nowhere = new RedisStandaloneConfiguration("127.0.0.1", 1);
    LettuceConnectionFactory away = new LettuceConnectionFactory(nowhere);
    away.afterPropertiesSet();
    away.start();
    try {
      Claims unavailable =
          new RedisClaims(
              new StringRedisTemplate(away), SettingsFixture.defaults(), new SimpleMeterRegistry());

      assertThatThrownBy(() -> unavailable.claim("me", Map.of(key, 0)))
          .isInstanceOf(ClaimsUnavailableException.class);
      unavailable.settle("me", List.of(new ClaimSettlement(key, true, 0)));
    } finally {
      away.destroy();
    }
  }

  private ClaimDecision claim(String owner, int attempts) {
    return claims.claim(owner, Map.of(key, attempts)).get(0);
  }
}
