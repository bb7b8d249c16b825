package com.zhaoli.pay.common.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.money.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
    properties = {
      "spring.application.name=contract-test",
      "zhaoli.internal.key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    })
@AutoConfigureMockMvc
class WebContractTest {
  private final MockMvc mvc;
  private final InternalToken token;

  @Autowired
  WebContractTest(MockMvc mvc, InternalToken token) {
    this.mvc = mvc;
    this.token = token;
  }

  private MockHttpServletRequestBuilder inside(MockHttpServletRequestBuilder request) {
    return request.header(ZhaoliHeaders.INTERNAL, token.issue("test"));
  }

  @Test
  void withoutTheInternalCredentialNothingIsReached() throws Exception {
    mvc.perform(get("/refused").param("n", "1"))
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("INTERNAL_CREDENTIAL_INVALID"))
        .andExpect(jsonPath("$.requestId").isNotEmpty())
        .andExpect(header().exists(ZhaoliHeaders.REQUEST_ID));
    mvc.perform(
            get("/refused").param("n", "1").header(ZhaoliHeaders.INTERNAL, "v1.test.9999999999.00"))
        .andExpect(status().isUnauthorized());
  }

  @Test
  void aRefusalCarriesCodeMessageRequestIdAndDetails() throws Exception {
    mvc.perform(
            inside(get("/refused").param("n", "1"))
                .header(ZhaoliHeaders.REQUEST_ID, "req_0123456789"))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("OUT_TRADE_NO_CONFLICT"))
        .andExpect(jsonPath("$.message").value(ErrorCode.OUT_TRADE_NO_CONFLICT.english()))
        .andExpect(jsonPath("$.requestId").value("req_0123456789"))
        .andExpect(jsonPath("$.details.outTradeNo").value("T1"));
    mvc.perform(inside(get("/refused").param("n", "1")).header("Accept-Language", "zh-CN"))
        .andExpect(jsonPath("$.message").value(ErrorCode.OUT_TRADE_NO_CONFLICT.chinese()));
  }

  @Test
  void aRequestIdThatIsNoneIsReplaced() throws Exception {
    mvc.perform(
            inside(get("/refused").param("n", "1"))
                .header(ZhaoliHeaders.REQUEST_ID, "x\nforged log line"))
        .andExpect(jsonPath("$.requestId").value(org.hamcrest.Matchers.startsWith("req_")));
  }

  @Test
  void badInputNamesTheFieldAndNeverEchoesTheValue() throws Exception {
    send("{\"subject\":\"\",\"amount\":1}", "REQUEST_INVALID", "subject");
    send("{\"subject\":\"a\",\"amount\":-5}", "REQUEST_INVALID", "amount");
    send("{\"subject\":\"a\",\"amount\":\"x<script>\"}", "REQUEST_INVALID", "amount");
    mvc.perform(
            inside(post("/orders")).contentType(MediaType.APPLICATION_JSON).content("{not json"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("REQUEST_BODY_MALFORMED"));
    mvc.perform(inside(get("/refused")))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.details.n").value("is required"));
    mvc.perform(inside(get("/refused").param("n", "many")))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.details.n").value("has the wrong type"));
  }

  private void send(String body, String code, String field) throws Exception {
    String answer =
        mvc.perform(inside(post("/orders")).contentType(MediaType.APPLICATION_JSON).content(body))
            .andExpect(status().isBadRequest())
            .andExpect(jsonPath("$.code").value(code))
            .andExpect(jsonPath("$.details." + field).exists())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(answer).doesNotContain("<script>");
  }

  @Test
  void unknownAddressesMethodsAndTypesHaveTheErrorBodyToo() throws Exception {
    mvc.perform(inside(get("/nothing")))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("NOT_FOUND"));
    mvc.perform(inside(get("/orders")))
        .andExpect(status().isMethodNotAllowed())
        .andExpect(jsonPath("$.code").value("METHOD_NOT_ALLOWED"));
    mvc.perform(inside(post("/orders")).contentType(MediaType.TEXT_PLAIN).content("a"))
        .andExpect(status().isUnsupportedMediaType())
        .andExpect(jsonPath("$.code").value("MEDIA_TYPE_UNSUPPORTED"));
  }

  @Test
  void anUnexpectedFailureTellsNothingOfTheInside() throws Exception {
    String answer =
        mvc.perform(inside(get("/broken")))
            .andExpect(status().isInternalServerError())
            .andExpect(jsonPath("$.code").value("INTERNAL_ERROR"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(answer).doesNotContain("jdbc").doesNotContain("Exception");
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Controller.class)
  static class App {}

  record Order(@NotBlank String subject, Money amount) {}

  @RestController
  static class Controller {
    @GetMapping("/refused")
    void refused(@RequestParam("n") int n) {
      throw ApiException.of(ErrorCode.OUT_TRADE_NO_CONFLICT, "outTradeNo", "T" + n);
    }

    @GetMapping("/broken")
    void broken() {
      throw new IllegalStateException("jdbc:mariadb://secret-host");
    }

    @PostMapping("/orders")
    void order(@Valid @RequestBody Order order) {
      throw new IllegalStateException(order.subject());
    }
  }
}
