package com.zhaoli.pay.pos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.Device;
import com.zhaoli.pay.pos.PosItCase;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.JsonNode;

/** What a terminal has in its journal, held against what the platform has. */
class JournalIT extends PosItCase {
  private static final String JOURNALS = "/pos/v1/journals";
  private static final String SALES = "/pos/v1/trades";

  @Autowired private MeterRegistry meters;

  private static String entry(String number, long fen, String status) {
    return "{\"terminalTradeNo\":\"%s\",\"amount\":%d,\"status\":\"%s\"}"
        .formatted(number, fen, status);
  }

  private static ResultActions send(Device device, String... entries) throws Exception {
    return device.posts(JOURNALS, "{\"entries\":[" + String.join(",", entries) + "]}");
  }

  private static void sell(Device device, String number, long fen) throws Exception {
    device
        .posts(
            SALES,
            """
            {"terminalTradeNo":"%s","method":"BARCODE","amount":%d,"authCode":"134567890123456789"}
            """
                .formatted(number, fen))
        .andExpect(status().isCreated());
  }

  private JsonNode conflictsOf(Device device) throws Exception {
    return body(administratorGets(
            "/ops/v1/terminals/journal-conflicts?terminalNo=" + device.terminalNo()))
        .get("items");
  }

  private double conflictsCounted() {
    return meters.counter("zhaoli.pos.journal.entries", "verdict", "conflict").count();
  }

  @Test
  void eachEntryHasItsVerdictInTheOrderOfTheJournal() throws Exception {
    Device device = atWork();
    sell(device, "paid", 1);
    sell(device, "refused", 2);
    sell(device, "open", 700);

    JsonNode verdicts =
        body(send(
                    device,
                    entry("open", 700, "PAYING"),
                    entry("paid", 1, "SUCCEEDED"),
                    entry("refused", 2, "PAYING"),
                    entry("lost", 300, "PAYING"))
                .andExpect(status().isOk()))
            .get("entries");

    assertThat(verdicts.findValuesAsString("verdict"))
        .containsExactly("MATCH", "MATCH", "CORRECTED", "NOT_RECEIVED");
    JsonNode refused = verdicts.get(2);
    assertThat(refused.get("terminalTradeNo").asString()).isEqualTo("refused");
    assertThat(refused.get("trade").get("status").asString()).isEqualTo("FAILED");
    JsonNode lost = verdicts.get(3).get("trade");
    assertThat(lost.get("status").asString()).isEqualTo("FAILED");
    assertThat(lost.get("failureCode").asString()).isEqualTo("NOT_RECEIVED");
    assertThat(lost.get("amount").asLong()).isEqualTo(300);
    assertThat(conflictsOf(device)).isEmpty();
  }

  @Test
  void aSaleThatComesAfterItsJournalIsNotPaid() throws Exception {
    Device device = atWork();
    int paid = payments().paid();
    send(device, entry("t1", 1, "PAYING"))
        .andExpect(jsonPath("$.entries[0].verdict").value("NOT_RECEIVED"));

    device
        .posts(
            SALES,
            """
            {"terminalTradeNo":"t1","method":"BARCODE","amount":1,"authCode":"134567890123456789"}
            """)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.status").value("FAILED"))
        .andExpect(jsonPath("$.failureCode").value("NOT_RECEIVED"));
    assertThat(payments().paid()).isEqualTo(paid);
  }

  @Test
  void theSameJournalAgainHasTheSameVerdicts() throws Exception {
    Device device = atWork();
    sell(device, "paid", 1);
    String[] journal = {
      entry("paid", 1, "PAYING"), entry("lost", 300, "PAYING"), entry("paid", 9, "SUCCEEDED")
    };

    JsonNode first = body(send(device, journal));
    JsonNode again = body(send(device, journal));

    assertThat(first.get("entries").findValuesAsString("verdict"))
        .containsExactly("CORRECTED", "NOT_RECEIVED", "CONFLICT");
    assertThat(again).isEqualTo(first);
    // The terminal has taken over what it was told.
    send(device, entry("lost", 300, "FAILED"))
        .andExpect(jsonPath("$.entries[0].verdict").value("MATCH"));
  }

  @Test
  void anotherAmountIsToldToOperatorsOnce() throws Exception {
    Device device = atWork();
    sell(device, "paid", 1);
    double counted = conflictsCounted();

    for (int i = 0; i < 2; i++) {
      send(device, entry("paid", 100, "SUCCEEDED"))
          .andExpect(jsonPath("$.entries[0].verdict").value("CONFLICT"))
          .andExpect(jsonPath("$.entries[0].trade.amount").value(1));
    }

    JsonNode conflicts = conflictsOf(device);
    assertThat(conflicts).hasSize(1);
    assertThat(conflicts.get(0).get("terminalTradeNo").asString()).isEqualTo("paid");
    assertThat(conflicts.get(0).get("toldAmount").asLong()).isEqualTo(100);
    assertThat(conflicts.get(0).get("amount").asLong()).isEqualTo(1);
    assertThat(conflicts.get(0).get("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(conflictsCounted() - counted).isEqualTo(2);
  }

  @Test
  void aNumberOfTheTimeBeforeTheMoveIsAConflictAndShowsNothing() throws Exception {
    Device before = atWork();
    sell(before, "t1", 1);
    String other = Ids.merchantNo();
    Device device = moved(before, other, STORE);

    JsonNode verdict = body(send(device, entry("t1", 1, "SUCCEEDED"))).get("entries").get(0);

    assertThat(verdict.get("verdict").asString()).isEqualTo("CONFLICT");
    assertThat(verdict.has("trade")).isFalse();
    assertThat(conflictsOf(device).get(0).has("tradeNo")).isFalse();
    signInAt(device, other, STORE).andExpect(status().isCreated());
    device
        .posts(SALES, "{\"terminalTradeNo\":\"t1\",\"method\":\"QR\",\"amount\":1}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("TERMINAL_TRADE_NO_CONFLICT"));
  }

  @Test
  void aJournalHasAHundredEntriesAtMost() throws Exception {
    Device device = atWork();
    String hundred =
        IntStream.range(0, 100)
            .mapToObj(i -> entry("t" + i, 1, "PAYING"))
            .collect(Collectors.joining(","));

    send(device, hundred)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.entries.length()").value(100));
    send(device, hundred, entry("t100", 1, "PAYING"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("REQUEST_INVALID"));
    device.gets(SALES + "/t100").andExpect(status().isNotFound());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"entries\":[]}",
        "{\"entries\":[null]}",
        "{\"entries\":[{\"terminalTradeNo\":\"t1\",\"amount\":1}]}",
        "{\"entries\":[{\"terminalTradeNo\":\"t1\",\"amount\":0,\"status\":\"PAYING\"}]}",
        "{\"entries\":[{\"terminalTradeNo\":\"t 1\",\"amount\":1,\"status\":\"PAYING\"}]}",
        "{\"entries\":[{\"terminalTradeNo\":\"t1\",\"amount\":1,\"status\":\"UNKNOWN\"}]}"
      })
  void whatIsNoJournalIsRefused(String json) throws Exception {
    activated()
        .posts(JOURNALS, json)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("REQUEST_INVALID"));
  }
}
