package com.zhaoli.pay.gateway;

import com.zhaoli.pay.testing.TestServers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A whole gateway on free ports, with a real Redis and one in-test server as every service. */
@SpringBootTest(
    classes = GatewayApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.import=",
      "spring.cloud.nacos.config.enabled=false",
      "spring.cloud.nacos.config.import-check.enabled=false",
      "spring.cloud.nacos.discovery.enabled=false",
      "zhaoli.internal.key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
      "zhaoli.gateway.tls.enabled=false",
      // Longer than a busy machine holds up what answers at once.
      "zhaoli.gateway.upstream.response-timeout=6s",
      "zhaoli.gateway.credentials.load-timeout=6s",
      "spring.cloud.openfeign.client.config.default.read-timeout=5000",
      "spring.data.redis.timeout=6s",
      "zhaoli.gateway.limits.address.per-second=100000",
      "zhaoli.gateway.limits.address.burst=100000",
      "zhaoli.gateway.limits.app.per-second=100000",
      "zhaoli.gateway.limits.app.burst=100000",
      "zhaoli.gateway.limits.onboarding.per-minute=100000",
      "zhaoli.gateway.limits.onboarding.burst=100000",
      "zhaoli.gateway.limits.onboarding-total.per-second=100000",
      "zhaoli.gateway.limits.onboarding-total.burst=100000",
      "zhaoli.gateway.limits.login.per-minute=100000",
      "zhaoli.gateway.limits.login.burst=100000"
    })
@Import(GatewayItCase.FixedTime.class)
abstract class GatewayItCase {

  /** The time of the signing vectors. */
  static final long NOW = 1767225602;

  static final Services SERVICES = new Services();

  /**
   * Addresses of services that a test class has somewhere else, by name. What answers there stays:
   * the gateway of the class is kept, and meets it again when a test is tried a second time.
   */
  static final Map<String, String> INSTEAD = new ConcurrentHashMap<>();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.host", () -> TestServers.redis().host());
    registry.add("spring.data.redis.port", () -> TestServers.redis().port());
    registry.add("spring.data.redis.password", () -> TestServers.redis().password());
    for (String service :
        new String[] {
          "zhaoli-pay-merchant-service",
          "zhaoli-pay-payment-service",
          "zhaoli-pay-wechat-mp-service",
          "zhaoli-pay-notify-consumer",
          "zhaoli-pay-pos-terminal-service"
        }) {
      registry.add(
          "spring.cloud.discovery.client.simple.instances." + service + "[0].uri",
          () -> INSTEAD.getOrDefault(service, SERVICES.uri()));
    }
  }

  @BeforeEach
  void oneKnownApp() {
    TestServers.redis().flushAll();
    SERVICES.credentialLookups.set(0);
    SERVICES.received.clear();
    SERVICES.answer = new Services.Answer(200, Map.of(), "{}");
    SERVICES.credentials.put("app_7K3M9Q2T5W8X/key_2", credential(true));
    SERVICES.credentials.put(
        "app_DISABLED/key_2", credential(false).replace("app_7K3M9Q2T5W8X", "app_DISABLED"));
  }

  static String credential(boolean enabled) {
    return """
    {"appId":"app_7K3M9Q2T5W8X","merchantNo":"%s","keyId":"key_2","appSecret":"%s","salt":"%s",\
    "enabled":%s}\
    """
        .formatted(
            Services.MERCHANT_NO, SignedRequest.KEY.appSecret(), SignedRequest.KEY.salt(), enabled);
  }

  static SignedRequest request() {
    return SignedRequest.at(NOW);
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class FixedTime {
    @Bean
    Clock clock() {
      return Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    }
  }
}
