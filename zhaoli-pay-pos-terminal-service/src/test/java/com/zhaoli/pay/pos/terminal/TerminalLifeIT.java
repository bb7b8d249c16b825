package com.zhaoli.pay.pos.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.Device;
import com.zhaoli.pay.pos.PosItCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A terminal's life, and everybody who is to be kept out of it. */
class TerminalLifeIT extends PosItCase {
  /** A call that only asks: signed like all others. */
  private static final String KEYS = "/pos/v1/keys";

  @Test
  void aDeviceIsActivatedOnceAndSignsFromThenOn() throws Exception {
    String serial = serial();
    String terminalNo = registered(serial);
    String code = codeFor(terminalNo);

    JsonNode key = body(activate(serial.toLowerCase(Locale.ROOT), code, activationId()));

    assertThat(key.get("terminalNo").asString()).isEqualTo(terminalNo);
    assertThat(key.get("merchantNo").asString()).isEqualTo(merchant);
    assertThat(key.get("storeId").asString()).isEqualTo(STORE);
    assertThat(key.get("deviceSecret").asString()).hasSize(43);
    isLetIn(device(terminalNo, key));
    activate(serial, code, activationId())
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("ACTIVATION_INVALID"));
  }

  @Test
  void aDeviceThatDidNotHearTheAnswerGetsTheSameKeyAgainUntilItUsesIt() throws Exception {
    String serial = serial();
    String terminalNo = registered(serial);
    String code = codeFor(terminalNo);
    String id = activationId();

    JsonNode first = body(activate(serial, code, id));
    JsonNode again = body(activate(serial, code, id));

    assertThat(again.get("deviceSecret")).isEqualTo(first.get("deviceSecret"));
    isLetIn(device(terminalNo, first));
    activate(serial, code, id).andExpect(jsonPath("$.code").value("ACTIVATION_INVALID"));
  }

  @Test
  void ofManyWhoTypeTheSameCodeOneGetsAKey() throws Exception {
    String serial = serial();
    String code = codeFor(registered(serial));
    List<Callable<Integer>> tries =
        Collections.nCopies(
            4, () -> activate(serial, code, activationId()).andReturn().getResponse().getStatus());

    assertThat(together(tries)).containsOnlyOnce(200).containsOnly(200, 401);
  }

  @Test
  void fiveWrongTriesEndACodeAndTheRightOneComesTooLate() throws Exception {
    String serial = serial();
    String terminalNo = registered(serial);
    String code = codeFor(terminalNo);
    String wrong = code.equals("0000000000") ? "1111111111" : "0000000000";
    for (int i = 0; i < 5; i++) {
      activate(serial, wrong, activationId())
          .andExpect(jsonPath("$.code").value("ACTIVATION_INVALID"));
    }

    activate(serial, code, activationId()).andExpect(status().isUnauthorized());
    auditLogOf(terminalNo)
        .andExpect(
            jsonPath("$.items[?(@.action == 'REQUEST_REFUSED')].detail")
                .value(hasItem(startsWith("ACTIVATION_INVALID"))));
    activate(serial, codeFor(terminalNo), activationId()).andExpect(status().isOk());
  }

  @Test
  void aCodeIsOverAfterTenMinutes() throws Exception {
    String serial = serial();
    String terminalNo = registered(serial);
    String code = codeFor(terminalNo);
    sql.update(
        "UPDATE terminal_activation SET expires_at = expires_at - INTERVAL 600 SECOND"
            + " WHERE terminal_no = ?",
        terminalNo);

    activate(serial, code, activationId()).andExpect(status().isUnauthorized());
  }

  @Test
  void aStrangerLearnsNothingAboutSerialNumbers() throws Exception {
    activate(serial(), "0123456789", activationId())
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("ACTIVATION_INVALID"));
  }

  @Test
  void secretsAndCodesAreNotReadableInTheDatabase() throws Exception {
    String serial = serial();
    String terminalNo = registered(serial);
    String code = codeFor(terminalNo);
    String secret = body(activate(serial, code, activationId())).get("deviceSecret").asString();

    Map<String, Object> key =
        sql.queryForMap("SELECT * FROM device_key WHERE terminal_no = ?", terminalNo);
    Map<String, Object> activation =
        sql.queryForMap("SELECT * FROM terminal_activation WHERE terminal_no = ?", terminalNo);

    assertThat(key.toString()).doesNotContain(secret).contains("k1:");
    assertThat(activation.toString()).doesNotContain(code).contains("$2");
  }

  @Test
  void aRequestThatIsSentTwiceIsLetInOnce() throws Exception {
    Device device = activated();
    device.send("POST", KEYS, "{}", 5).andExpect(status().isConflict());

    device
        .send("POST", KEYS, "{}", 5)
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("NONCE_REPLAYED"))
        .andExpect(jsonPath("$.details.highest").value("5"));
    refusalIsOnRecord(device, "NONCE_REPLAYED");
  }

  @Test
  void countersMayOvertakeEachOtherWithinTheWindowOnly() throws Exception {
    Device device = activated();
    device.send("POST", KEYS, "{}", 100).andExpect(status().isConflict());

    device.send("POST", KEYS, "{}", 37).andExpect(status().isConflict());
    device.send("POST", KEYS, "{}", 36).andExpect(jsonPath("$.code").value("NONCE_REPLAYED"));
  }

  @Test
  void ofOneRequestSentManyTimesAtOnceOneIsLetInAndOfManyAllAre() throws Exception {
    Device device = activated();
    List<Callable<Integer>> same =
        Collections.nCopies(
            12, () -> device.send("POST", KEYS, "{}", 900).andReturn().getResponse().getStatus());
    assertThat(together(same)).containsOnlyOnce(409).containsOnly(409, 401);

    List<Callable<Integer>> different = new ArrayList<>();
    for (int i = 1; i <= 24; i++) {
      long counter = 900L + i;
      different.add(
          () -> device.send("POST", KEYS, "{}", counter).andReturn().getResponse().getStatus());
    }
    assertThat(together(different)).containsOnly(409);
  }

  @Test
  void wrongKeysChangedRequestsAndUnknownTerminalsAreOneAnswer() throws Exception {
    Device device = activated();
    Device other = activated();
    List<Device> strangers =
        List.of(
            device.with("dk_1", "a secret that is not the device's"),
            device.with("dk_7", "a secret that is not the device's"),
            new Device(mvc, internalToken, "trm_00000000000000000000000000", "dk_1", "a secret"));
    for (Device stranger : strangers) {
      stranger
          .posts(KEYS, "{}")
          .andExpect(status().isUnauthorized())
          .andExpect(jsonPath("$.code").value("SIGN_INVALID"));
    }
    refusalIsOnRecord(device, "SIGN_INVALID");
    isLetIn(device);
    isLetIn(other);
  }

  @Test
  void aRefusedSignatureUsesUpNoCounter() throws Exception {
    Device device = activated();
    device
        .with("dk_1", "a secret that is not the device's")
        .send("POST", KEYS, "{}", 1_000)
        .andExpect(status().isUnauthorized());

    device.send("POST", KEYS, "{}", 1).andExpect(status().isConflict());
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301})
  void aClockThatIsOffIsToldOurs(long secondsOff) throws Exception {
    Device device = activated();
    long now = System.currentTimeMillis() / 1000;

    device
        .send("POST", KEYS, "{}", 1, now + secondsOff + Long.signum(secondsOff) * 5L, "https")
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("TIMESTAMP_OUT_OF_WINDOW"))
        .andExpect(jsonPath("$.details.epochSeconds").isNotEmpty());
    refusalIsOnRecord(device, "TIMESTAMP_OUT_OF_WINDOW");
  }

  @Test
  void plainHttpIsRefusedAndPutOnRecord() throws Exception {
    Device device = activated();

    device
        .send("POST", KEYS, "{}", 1, System.currentTimeMillis() / 1000, "http")
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.code").value("HTTPS_REQUIRED"));
    refusalIsOnRecord(device, "HTTPS_REQUIRED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pos;x=1/v1/keys", "/pos/v1;x/keys", "/pos/v1/keys;a=b"})
  void anotherSpellingOfAPathIsNoWayAroundTheSignature(String path) throws Exception {
    new Device(mvc, internalToken, "trm_x", "dk_1", "a secret")
        .posts(path, "{}")
        .andExpect(status().is4xxClientError())
        .andExpect(jsonPath("$.code").value("SIGN_INVALID"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost", "revoke"})
  void aTerminalThatIsTakenOutOfUseIsRefusedFromTheNextRequestOn(String how) throws Exception {
    Device device = activated();
    isLetIn(device);

    merchantPosts(
            "/openapi/v1/terminals/" + device.terminalNo() + "/" + how, "{\"reason\":\"stolen\"}")
        .andExpect(status().isOk());

    isKeptOut(device);
    merchantPosts("/openapi/v1/terminals/" + device.terminalNo() + "/activation-codes", "{}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("TERMINAL_STATE_INVALID"));
  }

  @Test
  void aLostTerminalComesBackByAnOperatorAndANewActivationOnly() throws Exception {
    String serial = serial();
    String terminalNo = registered(serial);
    String oldCode = codeFor(terminalNo);
    administratorPosts("/ops/v1/terminals/" + terminalNo + "/lost", "{\"reason\":\"taxi\"}");
    activate(serial, oldCode, activationId()).andExpect(status().isUnauthorized());

    administratorPosts("/ops/v1/terminals/" + terminalNo + "/reinstate", "{}")
        .andExpect(jsonPath("$.status").value("REGISTERED"));

    activate(serial, oldCode, activationId()).andExpect(status().isUnauthorized());
    activate(serial, codeFor(terminalNo), activationId()).andExpect(status().isOk());
  }

  @Test
  void anOperatorMovesATerminalAndItsKeysAndCodesEnd() throws Exception {
    Device device = activated();
    String code = codeFor(device.terminalNo());
    String other = Ids.merchantNo();

    JsonNode moved =
        body(
            administratorPosts(
                "/ops/v1/terminals/" + device.terminalNo() + "/move",
                "{\"merchantNo\":\"" + other + "\",\"storeId\":\"store_9\"}"));

    assertThat(moved.get("merchantNo").asString()).isEqualTo(other);
    isKeptOut(device);
    activate(moved.get("serialNumber").asString(), code, activationId())
        .andExpect(status().isUnauthorized());
    merchantPosts("/openapi/v1/terminals/" + device.terminalNo() + "/activation-codes", "{}")
        .andExpect(status().isNotFound());
  }

  @ParameterizedTest
  @ValueSource(strings = {"activation-codes", "lost", "revoke", "rotate-key"})
  void anotherMerchantsTerminalIsNotThere(String what) throws Exception {
    Device device = activated();

    merchantPosts(
            Ids.merchantNo(),
            "/openapi/v1/terminals/" + device.terminalNo() + "/" + what,
            "{\"reason\":\"x\"}")
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("TERMINAL_NOT_FOUND"));
    isLetIn(device);
  }

  @Test
  void aRotatedKeyIsTheSameUntilItsFirstUseWhichEndsTheOldOne() throws Exception {
    Device old = activated();
    old.posts(KEYS, "{}").andExpect(jsonPath("$.code").value("KEY_ROTATION_NOT_DUE"));
    merchantPosts("/openapi/v1/terminals/" + old.terminalNo() + "/rotate-key", "{}")
        .andExpect(jsonPath("$.keyRotationDue").value(true));

    JsonNode first = body(old.posts(KEYS, "{}"));
    JsonNode again = body(old.posts(KEYS, "{}"));

    assertThat(again).isEqualTo(first);
    assertThat(first.get("keyId").asString()).isEqualTo("dk_2");
    isLetIn(old.with("dk_2", first.get("deviceSecret").asString()));
    isKeptOut(old);
  }

  @Test
  void aKeyThatWasGivenOutAndNotUsedEndsWithItsTerminal() throws Exception {
    Device old = activated();
    merchantPosts("/openapi/v1/terminals/" + old.terminalNo() + "/rotate-key", "{}");
    Device rotated = old.with("dk_2", body(old.posts(KEYS, "{}")).get("deviceSecret").asString());

    merchantPosts("/openapi/v1/terminals/" + old.terminalNo() + "/lost", "{\"reason\":\"stolen\"}");

    isKeptOut(rotated);
    isKeptOut(old);
  }

  private Device device(String terminalNo, JsonNode key) {
    return new Device(
        mvc,
        internalToken,
        terminalNo,
        key.get("keyId").asString(),
        key.get("deviceSecret").asString());
  }

  /** Past the signature the call says that there is nothing to rotate. */
  private static void isLetIn(Device device) throws Exception {
    device.posts(KEYS, "{}").andExpect(jsonPath("$.code").value("KEY_ROTATION_NOT_DUE"));
  }

  private static void isKeptOut(Device device) throws Exception {
    device
        .posts(KEYS, "{}")
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("SIGN_INVALID"));
  }

  private void refusalIsOnRecord(Device device, String code) throws Exception {
    auditLogOf(device.terminalNo())
        .andExpect(
            jsonPath("$.items[?(@.action == 'REQUEST_REFUSED')].detail")
                .value(hasItem(startsWith(code))));
  }

  private static List<Integer> together(List<Callable<Integer>> calls) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> done : pool.invokeAll(calls)) {
        statuses.add(done.get());
      }
      return statuses;
    } finally {
      pool.shutdownNow();
    }
  }
}
