package com.zhaoli.pay.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.sdk.webhook.WebhookVerificationException;
import com.zhaoli.pay.sdk.webhook.WebhookVerifier;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ZhaoliPayAutoConfigurationTest {

  private static final byte[] BODY =
      """
      {"id":"evt_1","type":"endpoint.test","createdAt":"2026-01-01T00:00:00Z","version":1,"data":{}}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private final ApplicationContextRunner empty =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ZhaoliPayAutoConfiguration.class));

  private final ApplicationContextRunner configured =
      empty.withPropertyValues(
          "zhaoli.pay.gateway-url=https://pay.example.com/",
          "zhaoli.pay.app-id=app_1",
          "zhaoli.pay.app-key=key_1",
          "zhaoli.pay.app-secret=sk_1",
          "zhaoli.pay.salt=salt");

  @Test
  void aConfiguredApplicationHasAClient() {
    configured.run(
        context ->
            assertThat(context)
                .hasSingleBean(ZhaoliPayClient.class)
                .doesNotHaveBean(WebhookVerifier.class));
  }

  @Test
  void aWebhookSecretMakesAVerifier() {
    configured
        .withPropertyValues(
            "zhaoli.pay.webhook-secret=whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        .run(context -> assertThat(context).hasSingleBean(WebhookVerifier.class));
  }

  @Test
  void aMissingSettingEndsTheStartWithItsName() {
    empty.run(
        context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(ZhaoliPayConfigurationException.class)
                .hasMessage("zhaoli.pay.gateway-url is not set."));
  }

  @Test
  void aWebhookSecretThatIsNoneIsNotRepeated() {
    configured
        .withPropertyValues("zhaoli.pay.webhook-secret=not-a-secret")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("zhaoli.pay.webhook-secret")
                    .hasMessageNotContaining("not-a-secret"));
  }

  @Test
  void itCanBeLeftOut() {
    empty
        .withPropertyValues("zhaoli.pay.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ZhaoliPayClient.class));
  }

  @Test
  void noJsonLibraryIsNeeded() {
    configured
        .withClassLoader(
            new FilteredClassLoader("tools.jackson", "com.fasterxml.jackson", "com.google.gson"))
        .run(context -> assertThat(context).hasSingleBean(ZhaoliPayClient.class));
  }

  @Test
  void severalAppsShareWhatTheyDoNotSet() {
    empty
        .withPropertyValues(
            "zhaoli.pay.gateway-url=https://pay.example.com",
            "zhaoli.pay.salt=salt",
            "zhaoli.pay.apps.coffee.app-id=app_1",
            "zhaoli.pay.apps.coffee.app-key=key_1",
            "zhaoli.pay.apps.coffee.app-secret=sk_1",
            "zhaoli.pay.apps.coffee.webhook-secret=" + secret(1),
            "zhaoli.pay.apps.Tea_House.app-id=app_2",
            "zhaoli.pay.apps.Tea_House.app-key=key_2",
            "zhaoli.pay.apps.Tea_House.app-secret=sk_2",
            "zhaoli.pay.apps.Tea_House.webhook-secret=" + secret(2))
        .run(
            context -> {
              ZhaoliPayClients clients = context.getBean(ZhaoliPayClients.class);
              assertThat(clients.names()).containsExactlyInAnyOrder("coffee", "Tea_House");
              assertThat(clients.get("coffee")).isNotSameAs(clients.get("Tea_House"));
              assertThatThrownBy(() -> clients.get("beer")).hasMessageContaining("beer");
              assertThat(context).doesNotHaveBean(ZhaoliPayClient.class);
              for (int app = 1; app <= 2; app++) {
                assertThat(context.getBean(WebhookVerifier.class).verify(signed(app), BODY).id())
                    .isEqualTo("evt_1");
              }
              assertThatThrownBy(
                      () -> context.getBean(WebhookVerifier.class).verify(signed(3), BODY))
                  .isInstanceOf(WebhookVerificationException.class);
              assertThat(context.getBean(ZhaoliPayAppsProperties.class).toString())
                  .doesNotContain("sk_1", secret(1));
            });
  }

  @Test
  void anAppDoesNotGetTheKeysOfAnother() {
    configured
        .withPropertyValues("zhaoli.pay.apps.tea.app-id=app_2")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessage("App tea of zhaoli.pay.apps: zhaoli.pay.app-key is not set."));
  }

  private static Function<String, @Nullable String> signed(int app) {
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    return Map.of(
            "webhook-id",
            "evt_1",
            "webhook-timestamp",
            timestamp,
            "webhook-signature",
            WebhookSignature.sign(
                new WebhookSecret(secret(app)), "evt_1", Long.parseLong(timestamp), BODY))
        ::get;
  }

  private static String secret(int app) {
    byte[] key = new byte[32];
    key[0] = (byte) app;
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }
}
