package com.zhaoli.pay.pos.heartbeat;

import static org.hamcrest.Matchers.contains;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.Device;
import com.zhaoli.pay.pos.PosItCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HeartbeatIT extends PosItCase {
  private static final String HEARTBEATS = "/pos/v1/heartbeats";

  private String terminal(Device device, String what) {
    return "/openapi/v1/terminals/" + device.terminalNo() + "/" + what;
  }

  @Test
  void aTerminalIsOnlineWithWhatItToldUntilThreeHeartbeatsAreMissing() throws Exception {
    Device device = activated();
    merchantGets(terminal(device, "health")).andExpect(jsonPath("$.online").value(false));

    device
        .posts(
            HEARTBEATS,
            """
            {"softwareVersion":"1.4.2","battery":87,"charging":true,"signal":72,"paper":"LOW"}
            """)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.nextHeartbeatSeconds").value(60))
        .andExpect(jsonPath("$.keyRotation").value(false))
        .andExpect(jsonPath("$.serverTime").isNotEmpty());

    merchantGets(terminal(device, "health"))
        .andExpect(jsonPath("$.online").value(true))
        .andExpect(jsonPath("$.battery").value(87))
        .andExpect(jsonPath("$.paper").value("LOW"));
    sql.update(
        "UPDATE terminal_health SET last_seen_at = last_seen_at - INTERVAL 200 SECOND"
            + " WHERE terminal_no = ?",
        device.terminalNo());
    merchantGets(terminal(device, "health")).andExpect(jsonPath("$.online").value(false));
  }

  @Test
  void aRotationIsAnnouncedUntilTheNewKeyIsUsed() throws Exception {
    Device device = activated();
    merchantPosts(terminal(device, "rotate-key"), "{}");

    device.posts(HEARTBEATS, "{}").andExpect(jsonPath("$.keyRotation").value(true));
    JsonNode key = body(device.posts("/pos/v1/keys", "{}"));
    device.posts(HEARTBEATS, "{}").andExpect(jsonPath("$.keyRotation").value(true));

    device
        .with(key.get("keyId").asString(), key.get("deviceSecret").asString())
        .posts(HEARTBEATS, "{}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.keyRotation").value(false));
  }

  @Test
  void aKeyThatIsOldIsToBeChangedWithoutAnybodysAsking() throws Exception {
    Device device = activated();
    device.posts(HEARTBEATS, "{}").andExpect(jsonPath("$.keyRotation").value(false));
    device.posts("/pos/v1/keys", "{}").andExpect(status().isConflict());
    sql.update(
        "UPDATE device_key SET created_at = created_at - INTERVAL 181 DAY WHERE terminal_no = ?",
        device.terminalNo());

    for (int i = 0; i < 2; i++) {
      device.posts(HEARTBEATS, "{}").andExpect(jsonPath("$.keyRotation").value(true));
    }
    JsonNode key = body(device.posts("/pos/v1/keys", "{}").andExpect(status().isOk()));
    device
        .with(key.get("keyId").asString(), key.get("deviceSecret").asString())
        .posts(HEARTBEATS, "{}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.keyRotation").value(false));
    auditLogOf(device.terminalNo())
        .andExpect(
            jsonPath("$.items[?(@.action == 'KEY_ROTATION_REQUESTED')].actor")
                .value(contains("platform")));
  }

  @Test
  void aMessageComesUntilItWasShown() throws Exception {
    Device device = activated();
    Device other = activated();
    String messageNo =
        body(merchantPosts(terminal(device, "messages"), "{\"title\":\"通知\",\"text\":\"今晚十点升级\"}"))
            .get("messageNo")
            .asString();
    String shown = "{\"acknowledged\":[\"" + messageNo + "\"]}";

    other.posts(HEARTBEATS, shown).andExpect(jsonPath("$.messages").isEmpty());
    device
        .posts(HEARTBEATS, "{}")
        .andExpect(jsonPath("$.messages[0].messageNo").value(messageNo))
        .andExpect(jsonPath("$.messages[0].text").value("今晚十点升级"));
    device.posts(HEARTBEATS, shown).andExpect(jsonPath("$.messages").isEmpty());
  }

  @Test
  void anotherMerchantsTerminalGetsNoMessage() throws Exception {
    merchantPosts(
            Ids.merchantNo(), terminal(activated(), "messages"), "{\"title\":\"a\",\"text\":\"b\"}")
        .andExpect(status().isNotFound());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"battery\":101}",
        "{\"signal\":-1}",
        "{\"paper\":\"NONE\"}",
        "{\"acknowledged\":[\"a b\"]}"
      })
  void whatCannotBeIsRefused(String json) throws Exception {
    activated()
        .posts(HEARTBEATS, json)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("REQUEST_INVALID"));
  }
}
