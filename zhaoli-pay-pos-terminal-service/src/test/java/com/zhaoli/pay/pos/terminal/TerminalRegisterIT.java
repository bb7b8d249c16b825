package com.zhaoli.pay.pos.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.testing.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
    properties = {
      "spring.cloud.nacos.discovery.enabled=false",
      "spring.cloud.nacos.config.enabled=false"
    })
@AutoConfigureMockMvc
class TerminalRegisterIT {
  private static final JsonMapper JSON = new JsonMapper();

  @Autowired private MockMvc mvc;
  @Autowired private InternalToken internalToken;

  private final String merchant = Ids.merchantNo();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("ZHAOLI_DB_HOST", TestServers.mariadb()::host);
    registry.add("ZHAOLI_DB_PORT", TestServers.mariadb()::port);
    registry.add("ZHAOLI_DB_USER", TestServers.mariadb()::user);
    registry.add("ZHAOLI_DB_PASSWORD", TestServers.mariadb()::password);
    registry.add("zhaoli.internal.key", () -> "c2l4dGVlbi1ieXRlcy1hbmQtc2l4dGVlbi1ieXRlcyE=");
    registry.add("zhaoli.encryption.key", () -> "k1:c2l4dGVlbi1ieXRlcy1hbmQtc2l4dGVlbi1ieXRlcyE=");
  }

  @Test
  void anAdministratorRegistersATerminalAndFindsIt() throws Exception {
    String serial = serial();

    register(merchant, "store_1", serial)
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.merchantNo").value(merchant))
        .andExpect(jsonPath("$.storeId").value("store_1"))
        .andExpect(jsonPath("$.serialNumber").value(serial))
        .andExpect(jsonPath("$.status").value("REGISTERED"))
        .andExpect(jsonPath("$.registeredBy").value("opr_1"));

    list("merchantNo=" + merchant)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.items.length()").value(1))
        .andExpect(jsonPath("$.items[0].terminalNo").isNotEmpty())
        .andExpect(jsonPath("$.items[0].serialNumber").value(serial))
        .andExpect(jsonPath("$.next").doesNotExist());
  }

  @Test
  void timesAreKeptAsTheyWereAnswered() throws Exception {
    JsonNode made = body(register(merchant, "store_1", serial()));
    JsonNode listed = body(list("merchantNo=" + merchant)).get("items").get(0);

    assertThat(listed).isEqualTo(made);
  }

  @Test
  void aSerialNumberIsTakenWhoeverHasItAndHoweverItIsWritten() throws Exception {
    String serial = serial();
    register(merchant, "store_1", serial).andExpect(status().isCreated());

    register(Ids.merchantNo(), "store_9", serial.toLowerCase(Locale.ROOT))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("TERMINAL_SERIAL_TAKEN"))
        .andExpect(jsonPath("$.requestId").isNotEmpty());
  }

  @Test
  void ofManyWhoRegisterOneDeviceAtOnceOneSucceeds() throws Exception {
    String serial = serial();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> tries = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        tries.add(
            () -> register(merchant, "store_1", serial).andReturn().getResponse().getStatus());
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> done : pool.invokeAll(tries)) {
        statuses.add(done.get());
      }
      assertThat(statuses).hasSize(16).containsOnly(201, 409).containsOnlyOnce(201);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void pagesGoThroughAllTerminalsOfTheMerchantOnly() throws Exception {
    register(Ids.merchantNo(), "store_1", serial());
    List<String> registered = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      registered.add(body(register(merchant, "store_1", serial())).get("terminalNo").asString());
    }

    List<String> seen = new ArrayList<>();
    String after = "";
    int pages = 0;
    while (after != null) {
      JsonNode page = body(list("merchantNo=" + merchant + "&limit=2&after=" + after));
      page.get("items").forEach(item -> seen.add(item.get("terminalNo").asString()));
      JsonNode next = page.get("next");
      after = next == null ? null : next.asString();
      pages++;
    }

    assertThat(seen).isEqualTo(registered);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void aFullLastPageHasNoNext() throws Exception {
    register(merchant, "store_1", serial());
    register(merchant, "store_1", serial());

    list("merchantNo=" + merchant + "&limit=2")
        .andExpect(jsonPath("$.items.length()").value(2))
        .andExpect(jsonPath("$.next").doesNotExist());
  }

  @Test
  void onlyAdministratorsRegister() throws Exception {
    mvc.perform(
            internal(post("/ops/v1/terminals"))
                .header(ZhaoliHeaders.OPERATOR, "opr_2")
                .header(ZhaoliHeaders.OPERATOR_ROLES, "AUDITOR")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json(merchant, "store_1", serial())))
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.code").value("OPERATOR_FORBIDDEN"));
  }

  @Test
  void withoutAnOperatorNothingIsToldOrDone() throws Exception {
    mvc.perform(internal(get("/ops/v1/terminals?merchantNo=" + merchant)))
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("OPERATOR_UNAUTHENTICATED"));
    mvc.perform(
            internal(post("/ops/v1/terminals"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(json(merchant, "store_1", serial())))
        .andExpect(status().isUnauthorized());
    list("merchantNo=" + merchant).andExpect(jsonPath("$.items.length()").value(0));
  }

  @Test
  void whoIsNotThePlatformGetsNowhere() throws Exception {
    mvc.perform(
            get("/ops/v1/terminals?merchantNo=" + merchant)
                .header(ZhaoliHeaders.OPERATOR, "opr_1")
                .header(ZhaoliHeaders.OPERATOR_ROLES, "ADMIN"))
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("INTERNAL_CREDENTIAL_INVALID"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"merchantNo\":\"mch_1\",\"storeId\":\"s\",\"serialNumber\":\"SN\"}",
        "{\"merchantNo\":\"mch_01ARZ3NDEKTSV4RRFFQ69G5FAV\",\"storeId\":\"a b\",\"serialNumber\":\"SN\"}",
        "{\"merchantNo\":\"mch_01ARZ3NDEKTSV4RRFFQ69G5FAV\",\"storeId\":\"s\",\"serialNumber\":\"\"}",
        "{\"merchantNo\":\"mch_01ARZ3NDEKTSV4RRFFQ69G5FAV\",\"storeId\":\"s\"}"
      })
  void refusesWhatIsNoRegistration(String body) throws Exception {
    mvc.perform(
            asAdministrator(post("/ops/v1/terminals"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("REQUEST_INVALID"))
        .andExpect(jsonPath("$.details").isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=10", "merchantNo=m&limit=0", "merchantNo=m&limit=201"})
  void refusesAListWithoutMerchantOrWithoutBounds(String query) throws Exception {
    list(query)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("REQUEST_INVALID"));
  }

  @Test
  void devicesComeThroughTheGateway() throws Exception {
    mvc.perform(post("/pos/v1/activations"))
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("INTERNAL_CREDENTIAL_INVALID"));
  }

  @Test
  void isReadyWithItsDatabase() throws Exception {
    mvc.perform(get("/actuator/health/readiness")).andExpect(status().isOk());
  }

  private ResultActions register(String merchantNo, String store, String serial) throws Exception {
    return mvc.perform(
        asAdministrator(post("/ops/v1/terminals"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(json(merchantNo, store, serial)));
  }

  private ResultActions list(String query) throws Exception {
    return mvc.perform(asAdministrator(get("/ops/v1/terminals?" + query)));
  }

  private MockHttpServletRequestBuilder asAdministrator(MockHttpServletRequestBuilder request) {
    return internal(request)
        .header(ZhaoliHeaders.OPERATOR, "opr_1")
        .header(ZhaoliHeaders.OPERATOR_ROLES, "ADMIN,AUDITOR");
  }

  private MockHttpServletRequestBuilder internal(MockHttpServletRequestBuilder request) {
    return request.header(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway"));
  }

  private static JsonNode body(ResultActions answer) throws Exception {
    return JSON.readTree(answer.andReturn().getResponse().getContentAsString());
  }

  private static String json(String merchantNo, String store, String serial) {
    return "{\"merchantNo\":\"%s\",\"storeId\":\"%s\",\"serialNumber\":\"%s\"}"
        .formatted(merchantNo, store, serial);
  }

  private static String serial() {
    return "SN-" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
  }
}
