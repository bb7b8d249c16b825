package com.zhaoli.pay.sdk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.sdk.ZhaoliPayAutoConfiguration;
import com.zhaoli.pay.sdk.ZhaoliPayConfigurationException;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The controller that an application gets for its handler. */
class WebhookEndpointTest {

  private static final long NOW = 1767225600;
  private static final WebhookSecret SECRET = WebhookSecret.generate(new SecureRandom());
  private static final AutoConfigurations OURS =
      AutoConfigurations.of(
          ZhaoliPayAutoConfiguration.class, ZhaoliPayWebhookAutoConfiguration.class);
  private static final String[] CLIENT = {
    "zhaoli.pay.gateway-url=https://pay.example.com/",
    "zhaoli.pay.app-id=app_1",
    "zhaoli.pay.app-key=key_1",
    "zhaoli.pay.app-secret=sk_1",
    "zhaoli.pay.salt=salt"
  };

  private final List<String> paid = new ArrayList<>();

  private final WebApplicationContextRunner shop =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
          .withConfiguration(OURS)
          .withBean(Clock.class, () -> Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC))
          .withPropertyValues(CLIENT)
          .withPropertyValues("zhaoli.pay.webhook-secret=" + SECRET.value());

  @Test
  void anApplicationWithAHandlerAndAPathNeedsNoController() {
    shop.withBean(ZhaoliPayWebhookHandler.class, () -> event -> paid.add(event.data().outTradeNo()))
        .withPropertyValues("zhaoli.pay.webhook-path=/hooks/zhaoli")
        .run(
            context -> {
              assertThat(post(context, "/hooks/zhaoli", "payment.succeeded").getStatus())
                  .isEqualTo(204);
              assertThat(post(context, "/hooks/zhaoli", "endpoint.test").getStatus())
                  .isEqualTo(401);
              assertThat(paid).containsExactly("T1");
            });
  }

  @Test
  void withoutAPathThereIsADispatcherOnly() {
    shop.withBean(ZhaoliPayWebhookHandler.class, () -> event -> {})
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(WebhookDispatcher.class)
                    .doesNotHaveBean(WebhookController.class));
  }

  @Test
  void withoutAHandlerThereIsNothing() {
    shop.withPropertyValues("zhaoli.pay.webhook-path=/hooks/zhaoli")
        .run(context -> assertThat(context).doesNotHaveBean(WebhookDispatcher.class));
  }

  @Test
  void aHandlerWithoutASecretEndsTheStart() {
    new ApplicationContextRunner()
        .withConfiguration(OURS)
        .withPropertyValues(CLIENT)
        .withBean(ZhaoliPayWebhookHandler.class, () -> event -> {})
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(ZhaoliPayConfigurationException.class)
                    .hasMessageContaining("zhaoli.pay.webhook-secret is not set"));
  }

  /** Signed for a payment's event: with another type in its place the signature is wrong. */
  private static MockHttpServletResponse post(
      WebApplicationContext context, String path, String type) throws Exception {
    String signed =
        "{\"id\":\"evt_1\",\"type\":\"payment.succeeded\",\"createdAt\":\"2026-01-01T00:00:00Z\","
            + "\"version\":1,\"data\":{\"paymentNo\":\"pay_1\",\"outTradeNo\":\"T1\","
            + "\"status\":\"SUCCEEDED\",\"amount\":1}}";
    MockMvc mvc = MockMvcBuilders.webAppContextSetup(context).build();
    return mvc.perform(
            MockMvcRequestBuilders.post(path)
                .header("webhook-id", "evt_1")
                .header("webhook-timestamp", Long.toString(NOW))
                .header(
                    "webhook-signature",
                    WebhookSignature.sign(
                        SECRET, "evt_1", NOW, signed.getBytes(StandardCharsets.UTF_8)))
                .content(signed.replace("payment.succeeded", type)))
        .andReturn()
        .getResponse();
  }
}
