package com.zhaoli.pay.bench.unchecked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.gateway.guard.PublicGuard;
import com.zhaoli.pay.gateway.guard.RequestBody;
import com.zhaoli.pay.gateway.openapi.OpenApiGuard;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.objenesis.SpringObjenesis;

class UncheckedGatewayTest {
  private final UncheckedGateway gateway = new UncheckedGateway("mch_1", "app_1");

  @Test
  void anUnsignedRequestIsTakenForOneOfTheMerchantAndItsBodyIsRead() {
    OpenApiGuard guard =
        (OpenApiGuard) gateway.postProcessAfterInitialization(checking(), "openApiGuard");
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/openapi/v1/payments");
    request.setContent("{}".getBytes(StandardCharsets.UTF_8));
    request.addHeader("Content-Length", 2);

    assertThat(guard.admit(request).values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(ZhaoliHeaders.MERCHANT_NO, "mch_1", ZhaoliHeaders.APP_ID, "app_1"));
    assertThat(RequestBody.of(request)).asString(StandardCharsets.UTF_8).isEqualTo("{}");
  }

  @Test
  void everythingElseOfTheGatewayStaysAsItIs() {
    PublicGuard other = new PublicGuard();

    assertThat(gateway.postProcessAfterInitialization(other, "other")).isSameAs(other);
  }

  @Test
  void itStartsInDevelopmentAlone() {
    assertThatCode(() -> gateway.initialize(contextOf("development"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> gateway.initialize(contextOf("production")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not for production");
    assertThatThrownBy(() -> gateway.initialize(new GenericApplicationContext()))
        .isInstanceOf(IllegalStateException.class);
  }

  /** The real one, of which no check may be reached. */
  private static OpenApiGuard checking() {
    return new SpringObjenesis().newInstance(OpenApiGuard.class);
  }

  private static GenericApplicationContext contextOf(String environment) {
    GenericApplicationContext context = new GenericApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of("zhaoli.environment", environment)));
    return context;
  }
}
