package com.zhaoli.pay.pos.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.pos.Device;
import com.zhaoli.pay.pos.PosItCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.JsonNode;

/** Who is signed in, who is not let in, and what both sides have at the end. */
class ShiftIT extends PosItCase {
  private static final String SHIFTS = "/pos/v1/shifts";

  private static ResultActions signIn(Device device, String cashierNo, String pin)
      throws Exception {
    return device.posts(SHIFTS, "{\"cashierNo\":\"%s\",\"pin\":\"%s\"}".formatted(cashierNo, pin));
  }

  private String shiftNo(Device device) throws Exception {
    return body(device.gets(SHIFTS + "/current")).get("shiftNo").asString();
  }

  private static void sell(Device device, String number, long fen) throws Exception {
    device.posts(
        "/pos/v1/trades",
        """
        {"terminalTradeNo":"%s","method":"BARCODE","amount":%d,"authCode":"134567890123456789"}
        """
            .formatted(number, fen));
  }

  private static String totals(int count, long fen) {
    return """
        {"totals":[{"channel":"WECHAT","paymentCount":%d,"paymentAmount":%d,"refundCount":0,"refundAmount":0}]}
        """
        .formatted(count, fen);
  }

  @Test
  void aCashierSignsInAndAgainGoesOnWithTheSameShift() throws Exception {
    Device device = atWork();
    String shift = shiftNo(device);

    signIn(device, "1001", "246810")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.shiftNo").value(shift))
        .andExpect(jsonPath("$.status").value("OPEN"));
  }

  @Test
  void anotherCashierWaitsForTheSignOff() throws Exception {
    Device device = atWork();
    cashier("1002", "CASHIER", "135791");

    signIn(device, "1002", "135791")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("SHIFT_OPEN"))
        .andExpect(jsonPath("$.details.cashierNo").value("1001"));
    device.posts(SHIFTS + "/" + shiftNo(device) + "/sign-off", "{\"totals\":[]}");

    signIn(device, "1002", "135791").andExpect(status().isCreated());
  }

  @Test
  void aWrongNumberAndAWrongPinAreOneAnswerAndOnRecord() throws Exception {
    Device device = atWork();
    for (String who : List.of("1001", "9999")) {
      signIn(device, who, "000000")
          .andExpect(status().isUnauthorized())
          .andExpect(jsonPath("$.code").value("CASHIER_PIN_WRONG"));
    }
    auditLogOf(device.terminalNo())
        .andExpect(
            jsonPath("$.items[?(@.action == 'REQUEST_REFUSED')].detail")
                .value(hasItem(startsWith("CASHIER_PIN_WRONG cashier 1001"))));
  }

  @Test
  void fiveWrongPinsLockTheCashierForTheRightOneToo() throws Exception {
    Device device = atWork();
    for (int i = 0; i < 5; i++) {
      signIn(device, "1001", "00000" + i).andExpect(jsonPath("$.code").value("CASHIER_PIN_WRONG"));
    }

    signIn(device, "1001", "246810")
        .andExpect(status().isTooManyRequests())
        .andExpect(jsonPath("$.code").value("CASHIER_LOCKED"))
        .andExpect(header().exists("Retry-After"));
    sql.update(
        "UPDATE cashier SET locked_until = locked_until - INTERVAL 901 SECOND"
            + " WHERE merchant_no = ?",
        merchant);
    signIn(device, "1001", "246810").andExpect(status().isOk());
  }

  @Test
  void aNumberOfNobodyLocksAsThatOfACashier() throws Exception {
    Device device = atWork();
    for (String who : List.of("1001", "9999")) {
      for (int i = 0; i < 5; i++) {
        signIn(device, who, "00000" + i).andExpect(jsonPath("$.code").value("CASHIER_PIN_WRONG"));
      }
      signIn(device, who, "000006")
          .andExpect(status().isTooManyRequests())
          .andExpect(jsonPath("$.code").value("CASHIER_LOCKED"))
          .andExpect(header().exists("Retry-After"));
    }
  }

  @Test
  void manyGuessesAtATimeAreNoMoreThanFive() throws Exception {
    Device device = atWork();
    List<Callable<String>> guesses =
        Collections.nCopies(
            16, () -> body(signIn(device, "1001", "000000")).get("code").asString());
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<String> codes = new ArrayList<>();
    try {
      for (Future<String> guess : pool.invokeAll(guesses)) {
        codes.add(guess.get());
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(codes).isSubsetOf("CASHIER_PIN_WRONG", "CASHIER_LOCKED", "RATE_LIMITED");
    assertThat(codes).filteredOn(code -> code.equals("CASHIER_PIN_WRONG")).hasSizeLessThan(6);
  }

  @Test
  void aRightPinForgetsTheWrongOnesBefore() throws Exception {
    Device device = atWork();
    for (int i = 0; i < 8; i++) {
      signIn(device, "1001", i % 4 == 3 ? "246810" : "000000")
          .andExpect(i % 4 == 3 ? status().isOk() : status().isUnauthorized());
    }
  }

  @Test
  void aDisabledCashierIsNotLetIn() throws Exception {
    Device device = activated();
    cashier("1003", "CASHIER", "112233");
    sql.update("UPDATE cashier SET status = 'DISABLED' WHERE merchant_no = ?", merchant);

    signIn(device, "1003", "112233").andExpect(jsonPath("$.code").value("CASHIER_PIN_WRONG"));
  }

  @Test
  void pinsAreNotReadableInTheDatabase() throws Exception {
    atWork();

    assertThat(sql.queryForMap("SELECT * FROM cashier WHERE merchant_no = ?", merchant).toString())
        .doesNotContain("246810")
        .contains("$2");
  }

  @Test
  void aShiftWhoseTotalsAgreeEndsAndSaysTheSameAgain() throws Exception {
    Device device = atWork();
    String shift = shiftNo(device);
    sell(device, "t1", 1);
    sell(device, "t2", 1);
    sell(device, "t3", 2);

    JsonNode first =
        body(
            device
                .posts(SHIFTS + "/" + shift + "/sign-off", totals(2, 2))
                .andExpect(status().isOk()));
    JsonNode again = body(device.posts(SHIFTS + "/" + shift + "/sign-off", totals(9, 9)));

    assertThat(first.get("agreed").asBoolean()).isTrue();
    assertThat(first.get("status").asString()).isEqualTo("CLOSED");
    assertThat(first.get("differences")).isEmpty();
    assertThat(first.get("totals").get(0).get("paymentAmount").asLong()).isEqualTo(2);
    assertThat(again).isEqualTo(first);
    device.gets(SHIFTS + "/current").andExpect(status().isNotFound());
  }

  @Test
  void differencesAreToldAndTheTradesCanBeCompared() throws Exception {
    Device device = atWork();
    String shift = shiftNo(device);
    sell(device, "t1", 1);

    device
        .posts(SHIFTS + "/" + shift + "/sign-off", totals(2, 5))
        .andExpect(jsonPath("$.agreed").value(false))
        .andExpect(jsonPath("$.differences.length()").value(2))
        .andExpect(jsonPath("$.differences[0].field").value("paymentCount"))
        .andExpect(jsonPath("$.differences[0].terminal").value(2))
        .andExpect(jsonPath("$.differences[0].platform").value(1));

    device
        .gets(SHIFTS + "/" + shift + "/trades?limit=10")
        .andExpect(jsonPath("$.items.length()").value(1))
        .andExpect(jsonPath("$.items[0].terminalTradeNo").value("t1"));
  }

  @Test
  void aShiftWithAnOpenTradeGoesOn() throws Exception {
    Device device = atWork();
    String shift = shiftNo(device);
    sell(device, "t1", 700);

    device
        .posts(SHIFTS + "/" + shift + "/sign-off", "{\"totals\":[]}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("SHIFT_HAS_OPEN_TRADES"))
        .andExpect(jsonPath("$.details.terminalTradeNos").value("t1"));

    device.gets(SHIFTS + "/current").andExpect(jsonPath("$.shiftNo").value(shift));
  }

  @Test
  void anotherTerminalsShiftIsNotThere() throws Exception {
    Device device = atWork();
    String shift = shiftNo(device);
    Device other = activated();

    other
        .posts(SHIFTS + "/" + shift + "/sign-off", "{\"totals\":[]}")
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("SHIFT_NOT_FOUND"));
  }
}
