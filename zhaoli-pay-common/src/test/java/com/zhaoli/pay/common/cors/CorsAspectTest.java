package com.zhaoli.pay.common.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whatever a controller does, its answer has the headers, each once. */
@SpringBootTest(
    properties = {
      "spring.application.name=cors-test",
      // Taking leave of it takes ten seconds.
      "spring.cloud.nacos.discovery.enabled=false",
      "zhaoli.internal.key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      "zhaoli.cors.allowed-origins=https://shop.example"
    })
@AutoConfigureMockMvc
class CorsAspectTest {
  private static final String SHOP = "https://shop.example";

  private final MockMvc mvc;
  private final InternalToken token;
  private final ApplicationContext context;

  @Autowired
  CorsAspectTest(MockMvc mvc, InternalToken token, ApplicationContext context) {
    this.mvc = mvc;
    this.token = token;
    this.context = context;
  }

  private MockHttpServletResponse send(MockHttpServletRequestBuilder request, String origin)
      throws Exception {
    return mvc.perform(
            request.header(ZhaoliHeaders.INTERNAL, token.issue("test")).header("Origin", origin))
        .andReturn()
        .getResponse();
  }

  private void readableByTheShopAlone(int status, String path) throws Exception {
    MockHttpServletResponse answer = send(get(path), SHOP);
    assertThat(answer.getStatus()).as(path).isEqualTo(status);
    assertThat(answer.getHeaders("Access-Control-Allow-Origin")).as(path).containsExactly(SHOP);
    assertThat(answer.getHeaders("Access-Control-Expose-Headers")).as(path).hasSize(1);
    assertThat(answer.getHeaders("Vary")).as(path).containsExactly("Origin");

    MockHttpServletResponse foreign = send(get(path), "https://evil.example");
    assertThat(foreign.getStatus()).as(path).isEqualTo(status);
    assertThat(foreign.getHeaderNames()).as(path).noneMatch(name -> name.startsWith("Access-"));
    assertThat(foreign.getHeaders("Vary")).as(path).containsExactly("Origin");
  }

  @Test
  void anAnswerHasTheHeaders() throws Exception {
    readableByTheShopAlone(200, "/openapi/v1/fine");
  }

  @Test
  void whatAControllerThrowsHasThem() throws Exception {
    readableByTheShopAlone(409, "/openapi/v1/refused");
    readableByTheShopAlone(500, "/openapi/v1/broken");
  }

  @Test
  void whatNoControllerIsReachedForHasThem() throws Exception {
    readableByTheShopAlone(404, "/openapi/v1/nothing");
    readableByTheShopAlone(400, "/openapi/v1/limited?n=11");
    assertThat(send(post("/openapi/v1/fine"), SHOP).getHeaders("Access-Control-Allow-Origin"))
        .containsExactly(SHOP);
  }

  @Test
  void whatAFilterRefusesHasThem() throws Exception {
    MockHttpServletResponse answer =
        mvc.perform(get("/openapi/v1/fine").header("Origin", SHOP)).andReturn().getResponse();
    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getHeaders("Access-Control-Allow-Origin")).containsExactly(SHOP);
    assertThat(answer.getHeaders("Vary")).containsExactly("Origin");
  }

  @Test
  void whatAControllerSendsByItselfHasThem() throws Exception {
    readableByTheShopAlone(200, "/openapi/v1/file");
  }

  @Test
  void whatAControllerTakesBackHasThem() throws Exception {
    readableByTheShopAlone(500, "/openapi/v1/file-that-fails");
  }

  @Test
  void addressesOutsideTheApiHaveNone() throws Exception {
    assertThat(send(get("/cashier/page"), SHOP).getHeaderNames())
        .noneMatch(name -> name.startsWith("Access-"))
        .doesNotContain("Vary");
  }

  @Test
  void theListChangesLive() throws Exception {
    ConfigurableEnvironment environment = (ConfigurableEnvironment) context.getEnvironment();
    String key = "zhaoli.cors.allowed-origins";
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("changed", Map.of(key, "https://new.example")));
    context.publishEvent(new EnvironmentChangeEvent(context, Set.of(key + "[0]")));
    try {
      assertThat(
              send(get("/openapi/v1/fine"), "https://new.example")
                  .getHeaders("Access-Control-Allow-Origin"))
          .containsExactly("https://new.example");
      assertThat(send(get("/openapi/v1/fine"), SHOP).containsHeader("Access-Control-Allow-Origin"))
          .isFalse();
    } finally {
      environment.getPropertySources().remove("changed");
      context.publishEvent(new EnvironmentChangeEvent(context, Set.of(key)));
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Controller.class)
  static class App {}

  @RestController
  static class Controller {
    private final String text = "fine";

    @GetMapping("/openapi/v1/fine")
    String fine() {
      return text;
    }

    @GetMapping("/openapi/v1/limited")
    String limited(@RequestParam("n") @Max(10) int n) {
      return text + n;
    }

    @GetMapping("/openapi/v1/refused")
    void refused() {
      throw ApiException.of(ErrorCode.OUT_TRADE_NO_CONFLICT, "outTradeNo", text);
    }

    @GetMapping("/openapi/v1/broken")
    void broken() {
      throw new IllegalStateException(text);
    }

    @GetMapping("/openapi/v1/file")
    void file(@RequestParam(name = "n", defaultValue = "1") int n, HttpServletResponse response)
        throws IOException {
      response.getWriter().write(text.repeat(n));
      response.flushBuffer();
    }

    @GetMapping("/openapi/v1/file-that-fails")
    void fileThatFails(HttpServletResponse response) {
      response.reset();
      throw new IllegalStateException(text);
    }

    @GetMapping("/cashier/page")
    String page() {
      return text;
    }
  }
}
