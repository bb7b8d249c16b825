package com.zhaoli.pay.pos.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.Device;
import com.zhaoli.pay.pos.PosItCase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is set for a terminal, how it hears of it, and what counts without it. */
class ConfigurationIT extends PosItCase {
  private static final String HEARTBEATS = "/pos/v1/heartbeats";
  private static final String SALES = "/pos/v1/trades";

  private static String own(Device device) {
    return "/openapi/v1/terminals/" + device.terminalNo() + "/configuration";
  }

  private static String anybodys(Device device) {
    return "/ops/v1/terminals/" + device.terminalNo() + "/configuration";
  }

  private void set(Device device, String json) throws Exception {
    merchantPuts(merchant, own(device), json).andExpect(status().isOk());
  }

  @Test
  void aTerminalForWhichNothingWasSetHasTheDefaults() throws Exception {
    Device device = activated();

    merchantGets(own(device))
        .andExpect(jsonPath("$.version").value(0))
        .andExpect(jsonPath("$.settings.receiptColumns").value(32))
        .andExpect(jsonPath("$.settings.heartbeatSeconds").value(60))
        .andExpect(jsonPath("$.settings.qrExpireSeconds").value(120))
        .andExpect(jsonPath("$.settings.methods.length()").value(2))
        .andExpect(jsonPath("$.confirmedVersion").doesNotExist());
    device
        .posts(HEARTBEATS, "{}")
        .andExpect(jsonPath("$.config.version").value(0))
        .andExpect(jsonPath("$.config.methods[0]").value("BARCODE"));
    device
        .posts(HEARTBEATS, "{\"configVersion\":0}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.config").doesNotExist());
  }

  @Test
  void whatIsSetComesWithHeartbeatsUntilTheTerminalWorksByIt() throws Exception {
    Device device = activated();

    merchantPuts(
            merchant,
            own(device),
            """
            {"receiptHeader":["人民广场店"],"receiptFooter":["谢谢"],"receiptColumns":48,
             "heartbeatSeconds":300,"qrExpireSeconds":600,"methods":["QR"]}
            """)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.version").value(1))
        .andExpect(jsonPath("$.changedBy").value(merchant));

    for (String told : new String[] {"{}", "{\"configVersion\":0}"}) {
      device
          .posts(HEARTBEATS, told)
          .andExpect(jsonPath("$.nextHeartbeatSeconds").value(300))
          .andExpect(jsonPath("$.config.version").value(1))
          .andExpect(jsonPath("$.config.receiptHeader[0]").value("人民广场店"))
          .andExpect(jsonPath("$.config.receiptColumns").value(48))
          .andExpect(jsonPath("$.config.heartbeatSeconds").value(300))
          .andExpect(jsonPath("$.config.qrExpireSeconds").value(600))
          .andExpect(jsonPath("$.config.methods[0]").value("QR"));
    }
    device
        .posts(HEARTBEATS, "{\"configVersion\":1}")
        .andExpect(jsonPath("$.config").doesNotExist());
    administratorGets(anybodys(device))
        .andExpect(jsonPath("$.version").value(1))
        .andExpect(jsonPath("$.confirmedVersion").value(1))
        .andExpect(jsonPath("$.confirmedAt").isNotEmpty());
  }

  @Test
  void anOperatorsChangeIsTheNextVersionAndOnRecord() throws Exception {
    Device device = activated();
    set(device, "{\"receiptColumns\":48}");
    device.posts(HEARTBEATS, "{\"configVersion\":1}");

    administratorPuts(anybodys(device), "{\"heartbeatSeconds\":30}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.version").value(2))
        .andExpect(jsonPath("$.settings.receiptColumns").value(32))
        .andExpect(jsonPath("$.confirmedVersion").value(1));

    auditLogOf(device.terminalNo())
        .andExpect(
            jsonPath("$.items[?(@.action == 'CONFIGURATION_CHANGED')].detail")
                .value(hasItem("version 2")));
    merchantGets(own(device)).andExpect(jsonPath("$.changedBy").value("opr_1"));
  }

  @Test
  void aVersionThatNeverWasIsNotConfirmed() throws Exception {
    Device device = activated();
    set(device, "{}");

    device
        .posts(HEARTBEATS, "{\"configVersion\":7}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.config.version").value(1));

    merchantGets(own(device)).andExpect(jsonPath("$.confirmedVersion").doesNotExist());
  }

  @Test
  void anotherMerchantsTerminalIsNotThere() throws Exception {
    Device device = activated();

    merchantPuts(Ids.merchantNo(), own(device), "{}")
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("TERMINAL_NOT_FOUND"));
  }

  @Test
  void aTerminalCountsAsOnlineByThePauseThatItWasTold() throws Exception {
    Device device = activated();
    set(device, "{\"heartbeatSeconds\":600}");
    device.posts(HEARTBEATS, "{}");
    String health = "/openapi/v1/terminals/" + device.terminalNo() + "/health";

    sql.update(
        "UPDATE terminal_health SET last_seen_at = last_seen_at - INTERVAL 1500 SECOND"
            + " WHERE terminal_no = ?",
        device.terminalNo());
    merchantGets(health).andExpect(jsonPath("$.online").value(true));
    sql.update(
        "UPDATE terminal_health SET last_seen_at = last_seen_at - INTERVAL 400 SECOND"
            + " WHERE terminal_no = ?",
        device.terminalNo());
    merchantGets(health).andExpect(jsonPath("$.online").value(false));
  }

  @Test
  void aMethodThatIsNotAllowedIsRefusedAndNothingDone() throws Exception {
    Device device = atWork();
    set(device, "{\"methods\":[\"QR\"]}");

    device
        .posts(
            SALES,
            """
            {"terminalTradeNo":"t1","method":"BARCODE","amount":1,"authCode":"134567890123456789"}
            """)
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.code").value("METHOD_NOT_AVAILABLE"));

    device.gets(SALES + "/t1").andExpect(status().isNotFound());
    device
        .posts(SALES, "{\"terminalTradeNo\":\"t1\",\"method\":\"QR\",\"amount\":1}")
        .andExpect(status().isCreated());
  }

  @Test
  void aQrCodeWithoutATimeIsGoodAsLongAsIsSetAndStaysTheSameSale() throws Exception {
    Device device = atWork();
    String sale = "{\"terminalTradeNo\":\"q1\",\"method\":\"QR\",\"amount\":500}";
    set(device, "{\"qrExpireSeconds\":3600}");

    Instant expiresAt =
        Instant.parse(
            body(device.posts(SALES, sale).andExpect(status().isCreated()))
                .get("expiresAt")
                .asString());

    assertThat(Duration.between(Instant.now(), expiresAt))
        .isBetween(Duration.ofMinutes(55), Duration.ofMinutes(60));
    set(device, "{\"qrExpireSeconds\":60}");
    device.posts(SALES, sale).andExpect(status().isOk());
  }

  @Test
  void whatWasSetForOnePlaceDoesNotComeAlongToTheNext() throws Exception {
    Device before = activated();
    set(before, "{\"receiptHeader\":[\"老店\"],\"methods\":[\"QR\"]}");
    before.posts(HEARTBEATS, "{\"configVersion\":1}");

    Device device = moved(before, Ids.merchantNo(), STORE);

    device
        .posts(HEARTBEATS, "{\"configVersion\":1}")
        .andExpect(jsonPath("$.config.version").value(2))
        .andExpect(jsonPath("$.config.receiptHeader").isEmpty())
        .andExpect(jsonPath("$.config.methods.length()").value(2));
    assertThat(
            sql.queryForMap(
                "SELECT confirmed_version FROM terminal_configuration WHERE terminal_no = ?",
                device.terminalNo()))
        .isEqualTo(Map.of("confirmed_version", 1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"receiptColumns\":40}",
        "{\"heartbeatSeconds\":29}",
        "{\"heartbeatSeconds\":601}",
        "{\"qrExpireSeconds\":59}",
        "{\"qrExpireSeconds\":7201}",
        "{\"methods\":[]}",
        "{\"methods\":[\"CASH\"]}",
        "{\"receiptHeader\":[\"a\\nb\"]}",
        "{\"receiptHeader\":[\"a\\u001bb\"]}",
        "{\"receiptHeader\":[\"\"]}",
        "{\"receiptFooter\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}"
      })
  void whatCannotBeSetIsRefused(String json) throws Exception {
    merchantPuts(merchant, own(activated()), json)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("REQUEST_INVALID"));
  }
}
