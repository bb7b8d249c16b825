package com.zhaoli.pay.pos;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.merchant.MerchantName;
import com.zhaoli.pay.common.client.payment.PosPaymentInternalApi;
import com.zhaoli.pay.common.client.payment.StoreInternalApi;
import com.zhaoli.pay.common.client.payment.StoreName;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service with a real database, called as the gateway calls it. */
@SpringBootTest(
    properties = {
      "spring.cloud.nacos.discovery.enabled=false",
      "spring.cloud.nacos.config.enabled=false"
    })
@AutoConfigureMockMvc
public abstract class PosItCase {
  protected static final JsonMapper JSON = new JsonMapper();
  protected static final String STORE = "store_1";

  @Autowired protected MockMvc mvc;
  @Autowired protected InternalToken internalToken;
  @Autowired protected JdbcTemplate sql;

  @TestBean
  @SuppressWarnings("NullAway.Init")
  protected PosPaymentInternalApi paymentService;

  /** What merchants are called; null while merchant-service is away. */
  protected static final AtomicReference<@Nullable String> SHOP = new AtomicReference<>();

  @TestBean
  @SuppressWarnings("NullAway.Init")
  protected MerchantInternalApi merchantService;

  /** What stores are called; null while the merchant has made none. */
  protected static final AtomicReference<@Nullable String> STORE_NAME = new AtomicReference<>();

  @TestBean
  @SuppressWarnings("NullAway.Init")
  protected StoreInternalApi storeService;

  protected final String merchant = Ids.merchantNo();

  static MerchantInternalApi merchantService() {
    MerchantInternalApi merchants = mock();
    when(merchants.merchantName(anyString()))
        .thenAnswer(
            call -> {
              String shop = SHOP.get();
              if (shop == null) {
                throw new IllegalStateException("merchant-service is away");
              }
              return new MerchantName(call.getArgument(0), shop);
            });
    return merchants;
  }

  static StoreInternalApi storeService() {
    return (merchantNo, storeId) -> {
      String name = STORE_NAME.get();
      if (name == null) {
        throw FakePayments.refused(404, "STORE_NOT_FOUND");
      }
      return new StoreName(storeId, name);
    };
  }

  static PosPaymentInternalApi paymentService() {
    return new FakePayments();
  }

  protected FakePayments payments() {
    return (FakePayments) paymentService;
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("ZHAOLI_DB_HOST", TestServers.mariadb()::host);
    registry.add("ZHAOLI_DB_PORT", TestServers.mariadb()::port);
    registry.add("ZHAOLI_DB_USER", TestServers.mariadb()::user);
    registry.add("ZHAOLI_DB_PASSWORD", TestServers.mariadb()::password);
    registry.add("zhaoli.internal.key", () -> "c2l4dGVlbi1ieXRlcy1hbmQtc2l4dGVlbi1ieXRlcyE=");
    registry.add("zhaoli.encryption.key", () -> "k1:c2l4dGVlbi1ieXRlcy1hbmQtc2l4dGVlbi1ieXRlcyE=");
  }

  /** A registered terminal's number. */
  protected String registered(String serial) throws Exception {
    return body(merchantPosts(
            "/openapi/v1/terminals",
            "{\"storeId\":\"" + STORE + "\",\"serialNumber\":\"" + serial + "\"}"))
        .get("terminalNo")
        .asString();
  }

  /** A code for a terminal of this merchant. */
  protected String codeFor(String terminalNo) throws Exception {
    return body(merchantPosts("/openapi/v1/terminals/" + terminalNo + "/activation-codes", "{}"))
        .get("activationCode")
        .asString();
  }

  protected ResultActions activate(String serial, String code, String activationId)
      throws Exception {
    return mvc.perform(
        fromGateway(post("/pos/v1/activations"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(
                """
                {"serialNumber":"%s","activationCode":"%s","activationId":"%s"}
                """
                    .formatted(serial, code, activationId)));
  }

  /** A terminal that works. */
  protected Device activated() throws Exception {
    String serial = serial();
    String terminalNo = registered(serial);
    JsonNode key =
        body(activate(serial, codeFor(terminalNo), activationId()).andExpect(status().isOk()));
    return new Device(
        mvc,
        internalToken,
        terminalNo,
        key.get("keyId").asString(),
        key.get("deviceSecret").asString());
  }

  /** A terminal that works, with a cashier signed in. */
  protected Device atWork() throws Exception {
    Device device = activated();
    cashier("1001", "CASHIER", "246810");
    device
        .posts("/pos/v1/shifts", "{\"cashierNo\":\"1001\",\"pin\":\"246810\"}")
        .andExpect(status().isCreated());
    return device;
  }

  /** Somebody who works in the store; who is there already stays. */
  protected void cashier(String cashierNo, String role, String pin) throws Exception {
    merchantPosts(
        "/openapi/v1/cashiers",
        """
        {"storeId":"%s","cashierNo":"%s","name":"小李","role":"%s","pin":"%s"}
        """
            .formatted(STORE, cashierNo, role, pin));
  }

  protected ResultActions merchantPosts(String path, String json) throws Exception {
    return merchantPosts(merchant, path, json);
  }

  protected ResultActions merchantPosts(String merchantNo, String path, String json)
      throws Exception {
    return mvc.perform(
        fromGateway(post(path))
            .header(ZhaoliHeaders.MERCHANT_NO, merchantNo)
            .contentType(MediaType.APPLICATION_JSON)
            .content(json));
  }

  protected ResultActions merchantGets(String path) throws Exception {
    return mvc.perform(fromGateway(get(path)).header(ZhaoliHeaders.MERCHANT_NO, merchant));
  }

  protected ResultActions administratorPosts(String path, String json) throws Exception {
    return mvc.perform(
        asAdministrator(post(path)).contentType(MediaType.APPLICATION_JSON).content(json));
  }

  protected ResultActions administratorGets(String path) throws Exception {
    return mvc.perform(asAdministrator(get(path)));
  }

  protected ResultActions administratorPuts(String path, String json) throws Exception {
    return mvc.perform(
        asAdministrator(put(path)).contentType(MediaType.APPLICATION_JSON).content(json));
  }

  protected ResultActions merchantPuts(String merchantNo, String path, String json)
      throws Exception {
    return mvc.perform(
        fromGateway(put(path))
            .header(ZhaoliHeaders.MERCHANT_NO, merchantNo)
            .contentType(MediaType.APPLICATION_JSON)
            .content(json));
  }

  /** The terminal at another place: activated there, with its new key. */
  protected Device moved(Device device, String toMerchant, String toStore) throws Exception {
    administratorPosts(
            "/ops/v1/terminals/" + device.terminalNo() + "/move",
            "{\"merchantNo\":\"%s\",\"storeId\":\"%s\"}".formatted(toMerchant, toStore))
        .andExpect(status().isOk());
    String code =
        body(administratorPosts(
                "/ops/v1/terminals/" + device.terminalNo() + "/activation-codes", "{}"))
            .get("activationCode")
            .asString();
    String serial =
        String.valueOf(
            sql.queryForObject(
                "SELECT serial_number FROM terminal WHERE terminal_no = ?",
                String.class,
                device.terminalNo()));
    JsonNode key = body(activate(serial, code, activationId()).andExpect(status().isOk()));
    return device.with(key.get("keyId").asString(), key.get("deviceSecret").asString());
  }

  /** Has a cashier of any merchant's store sign in. */
  protected ResultActions signInAt(Device device, String merchantNo, String storeId)
      throws Exception {
    merchantPosts(
        merchantNo,
        "/openapi/v1/cashiers",
        """
        {"storeId":"%s","cashierNo":"1001","name":"小李","role":"CASHIER","pin":"246810"}
        """
            .formatted(storeId));
    return device.posts("/pos/v1/shifts", "{\"cashierNo\":\"1001\",\"pin\":\"246810\"}");
  }

  protected ResultActions auditLogOf(String terminalNo) throws Exception {
    return mvc.perform(
        asAdministrator(get("/ops/v1/terminals/audit-log?terminalNo=" + terminalNo)));
  }

  private MockHttpServletRequestBuilder asAdministrator(MockHttpServletRequestBuilder request) {
    return fromGateway(request)
        .header(ZhaoliHeaders.OPERATOR, "opr_1")
        .header(ZhaoliHeaders.OPERATOR_ROLES, "ADMIN");
  }

  private MockHttpServletRequestBuilder fromGateway(MockHttpServletRequestBuilder request) {
    return request
        .header(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway"))
        .header("X-Forwarded-Proto", "https");
  }

  protected static JsonNode body(ResultActions answer) throws Exception {
    return JSON.readTree(
        answer.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8));
  }

  protected static String serial() {
    return "SN-" + UUID.randomUUID();
  }

  protected static String activationId() {
    return UUID.randomUUID().toString();
  }
}
