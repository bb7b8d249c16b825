package com.zhaoli.pay.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.sdk.webhook.WebhookVerifier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ZhaoliPayAutoConfigurationTest {

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
}
