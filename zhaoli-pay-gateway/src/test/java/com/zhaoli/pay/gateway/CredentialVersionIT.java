package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.testing.Quickest;
import com.zhaoli.pay.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Two gateways on one Redis, and merchant-service as the one that changes credentials. */
class CredentialVersionIT extends GatewayItCase {

  private static final Set<String> OF_THE_CLIENT =
      Set.of("ping", "hello", "auth", "client", "info", "command");

  private static final String APP = "app_7K3M9Q2T5W8X";
  private static final String VERSION = "zhaoli:gateway:credential-version:{" + APP + "}";

  private static ConfigurableApplicationContext second;

  @Autowired StringRedisTemplate redis;

  @BeforeAll
  static void startSecondGateway() {
    String instances = "spring.cloud.discovery.client.simple.instances.";
    List<String> settings =
        new ArrayList<>(
            List.of(GatewayItCase.class.getAnnotation(SpringBootTest.class).properties()));
    settings.add("server.port=0");
    settings.add("spring.data.redis.host=" + TestServers.redis().host());
    settings.add("spring.data.redis.port=" + TestServers.redis().port());
    settings.add("spring.data.redis.password=" + TestServers.redis().password());
    settings.add(instances + "zhaoli-pay-merchant-service[0].uri=" + SERVICES.uri());
    settings.add(instances + "zhaoli-pay-payment-service[0].uri=" + SERVICES.uri());
    second =
        new SpringApplicationBuilder(GatewayApplication.class, FixedTime.class)
            .run(settings.stream().map("--"::concat).toArray(String[]::new));
  }

  @AfterAll
  static void stopSecondGateway() {
    second.close();
  }

  @AfterEach
  void merchantServiceAnswers() {
    SERVICES.merchantServiceHangs.countDown();
  }

  @Test
  void aDisabledKeyIsRefusedByBothGatewaysAtTheNextRequest() {
    assertThat(request().signed().send(port).status()).isEqualTo(200);
    assertThat(request().signed().send(secondPort()).status()).isEqualTo(200);
    SERVICES.credentials.put(APP + "/key_2", credential(false));
    redis.opsForValue().increment(VERSION);

    SignedRequest refused = request().signed();
    assertThat(refused.send(port).code()).isEqualTo("SIGN_INVALID");
    assertThat(refused.send(secondPort()).code()).isEqualTo("SIGN_INVALID");

    SERVICES.credentials.put(APP + "/key_2", credential(true));
    redis.opsForValue().increment(VERSION);
    await().until(() -> request().signed().send(port).status() == 200);
    assertThat(refused.send(port).status()).as("its nonce was not used up").isEqualTo(200);
  }

  @Test
  void whatIsKnownCostsOneCallOfRedisAndNoneOfMerchantService() {
    assertThat(request().signed().send(port).status()).isEqualTo(200);
    SERVICES.credentialLookups.set(0);
    Map<String, Long> before = redisCalls();
    for (int i = 0; i < 20; i++) {
      assertThat(request().signed().send(port).status()).isEqualTo(200);
    }
    Map<String, Long> calls = redisCalls();
    before.forEach((command, times) -> calls.merge(command, -times, Long::sum));
    calls.values().removeIf(times -> times == 0);
    assertThat(calls)
        .as("the script, and what the script asks for")
        .isEqualTo(Map.of("evalsha", 20L, "mget", 20L, "time", 20L, "set", 40L));
    assertThat(SERVICES.credentialLookups).hasValue(0);
  }

  @Test
  void aRedisThatLostItsDataIsNotBelieved() {
    redis.opsForValue().set(VERSION, "5");
    assertThat(request().signed().send(port).status()).isEqualTo(200);
    SERVICES.credentials.put(APP + "/key_2", credential(false));
    TestServers.redis().flushAll();

    assertThat(request().signed().send(port).code()).isEqualTo("SIGN_INVALID");
  }

  @Test
  void anAppBecomesKnownSoonAfterItsApproval() {
    SERVICES.credentials.remove(APP + "/key_2");
    redis.opsForValue().increment(VERSION);
    assertThat(request().signed().send(port).code()).isEqualTo("SIGN_INVALID");
    SERVICES.credentials.put(APP + "/key_2", credential(true));
    redis.opsForValue().increment(VERSION);

    await().until(() -> request().signed().send(port).status() == 200);
  }

  @Test
  void whileMerchantServiceHangsKnownAppsAndCallbacksAreServed() {
    await().until(() -> request().signed().send(port).status() == 200);
    SERVICES.merchantServiceHangs = new CountDownLatch(1);
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      SignedRequest stranger = request().header("X-Zhaoli-App-Id", "app_STRANGER" + i).signed();
      waiting.add(new Thread(() -> stranger.send(port), "stranger-" + i));
    }
    for (int i = 0; i < 50; i++) {
      waiting.add(new Thread(this::askAsOperator, "operator-" + i));
    }
    waiting.forEach(Thread::start);
    await().until(() -> SERVICES.credentialLookups.get() > 0);

    for (int i = 0; i < 50; i++) {
      // Merchant-service would be waited for, for six seconds.
      Duration timely = Duration.ofSeconds(3);
      assertThat(Quickest.of(timely, this::sendAsKnownAppAndAsChannel)).isLessThan(timely);
    }
    assertThat(askAsOperator().code()).isEqualTo("UPSTREAM_UNAVAILABLE");
    await().until(() -> waiting.stream().noneMatch(Thread::isAlive));
  }

  private void sendAsKnownAppAndAsChannel() {
    assertThat(request().signed().send(port).status()).isEqualTo(200);
    assertThat(
            RawHttp.send(port, "POST /callback/alipay HTTP/1.1", List.of(), new byte[0]).status())
        .isEqualTo(200);
  }

  private RawHttp.Response askAsOperator() {
    return RawHttp.send(
        port,
        "GET /ops/v1/merchants HTTP/1.1",
        List.of("Authorization: Bearer " + Services.OPERATOR_TOKEN),
        new byte[0]);
  }

  private static int secondPort() {
    return Integer.parseInt(
        String.valueOf(second.getEnvironment().getProperty("local.server.port")));
  }

  /** How often each command was called, but for those that a client sends of itself. */
  private Map<String, Long> redisCalls() {
    Properties statistics =
        redis.execute(
            (RedisCallback<Properties>)
                connection -> connection.serverCommands().info("commandstats"));
    Map<String, Long> calls = new HashMap<>();
    for (String name : statistics.stringPropertyNames()) {
      String command = name.substring("cmdstat_".length());
      if (!OF_THE_CLIENT.contains(command.replaceAll("\\|.*", ""))) {
        calls.put(
            command,
            Long.valueOf(statistics.getProperty(name).replaceAll("calls=(\\d+),.*", "$1")));
      }
    }
    return calls;
  }
}
