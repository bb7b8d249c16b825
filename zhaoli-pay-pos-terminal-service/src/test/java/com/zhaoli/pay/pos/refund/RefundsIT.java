package com.zhaoli.pay.pos.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.Device;
import com.zhaoli.pay.pos.PosItCase;
import com.zhaoli.pay.pos.refund.internal.PosRefundStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Money goes back once, to where it came from, and only where a supervisor allows it. */
class RefundsIT extends PosItCase {
  private static final String REFUNDS = "/pos/v1/refunds";

  @Autowired PosRefundStore store;
  @Autowired RefundSending sending;
  @Autowired Clock clock;

  @AfterEach
  void nothingGoesWrongAnyMore() {
    payments().refundsLose(false);
  }

  /** A terminal with a paid trade t1 of one fen, and a supervisor in the store. */
  private Device withPaidTrade() throws Exception {
    Device device = atWork();
    cashier("9001", "SUPERVISOR", "909090");
    device
        .posts(
            "/pos/v1/trades",
            """
            {"terminalTradeNo":"t1","method":"BARCODE","amount":1,"authCode":"134567890123456789"}
            """)
        .andExpect(jsonPath("$.status").value("SUCCEEDED"));
    return device;
  }

  private static String refund(String number, long fen, String who, String pin) {
    return """
        {"terminalRefundNo":"%s","terminalTradeNo":"t1","amount":%d,"supervisorNo":"%s","pin":"%s"}
        """
        .formatted(number, fen, who, pin);
  }

  private static String allowed(String number, long fen) {
    return refund(number, fen, "9001", "909090");
  }

  @Test
  void aSupervisorAllowsARefundAndAskingAgainIsTheSame() throws Exception {
    Device device = withPaidTrade();
    int before = payments().refunds();

    JsonNode first = body(device.posts(REFUNDS, allowed("r1", 1)).andExpect(status().isCreated()));
    JsonNode again = body(device.posts(REFUNDS, allowed("r1", 1)).andExpect(status().isOk()));

    assertThat(first.get("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(first.get("final").asBoolean()).isTrue();
    assertThat(again).isEqualTo(first);
    assertThat(body(device.gets(REFUNDS + "/r1"))).isEqualTo(first);
    assertThat(payments().refunds() - before).isEqualTo(1);
  }

  @Test
  void withoutASupervisorNothingGoesBackAndTheTryIsOnRecord() throws Exception {
    Device device = withPaidTrade();
    int before = payments().refunds();

    device
        .posts(REFUNDS, "{\"terminalRefundNo\":\"r1\",\"terminalTradeNo\":\"t1\",\"amount\":1}")
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.code").value("SUPERVISOR_REQUIRED"));
    device
        .posts(REFUNDS, refund("r1", 1, "1001", "246810"))
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.code").value("SUPERVISOR_REQUIRED"));
    device
        .posts(REFUNDS, refund("r1", 1, "9001", "000000"))
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("CASHIER_PIN_WRONG"));

    assertThat(payments().refunds()).isEqualTo(before);
    auditLogOf(device.terminalNo())
        .andExpect(
            jsonPath("$.items[?(@.action == 'REQUEST_REFUSED')].detail")
                .value(hasItem(startsWith("SUPERVISOR_REQUIRED"))));
  }

  @Test
  void aRefundThatWasCutOffComesToItsEndByItself() throws Exception {
    Device device = withPaidTrade();
    int before = payments().refunds();
    payments().refundsLose(true);

    device
        .posts(REFUNDS, allowed("r1", 1))
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.status").value("PROCESSING"))
        .andExpect(jsonPath("$.final").value(false));
    payments().refundsLose(false);

    await()
        .until(
            () ->
                "SUCCEEDED"
                    .equals(
                        sql.queryForObject(
                            "SELECT status FROM pos_refund WHERE terminal_no = ?",
                            String.class,
                            device.terminalNo())));
    assertThat(payments().refunds() - before).isEqualTo(1);
  }

  @Test
  void aRefusalIsNotTheLastWordWhileAnEarlierRequestMayStillArrive() throws Exception {
    Device device = withPaidTrade();
    int before = payments().refunds();
    CountDownLatch gate = payments().overtakeNextRefund();
    device.posts(REFUNDS, allowed("r1", 1)).andExpect(jsonPath("$.status").value("PROCESSING"));

    device.gets(REFUNDS + "/r1").andExpect(jsonPath("$.status").value("PROCESSING"));
    gate.countDown();

    await()
        .untilAsserted(
            () -> device.gets(REFUNDS + "/r1").andExpect(jsonPath("$.status").value("SUCCEEDED")));
    assertThat(payments().refunds() - before).isEqualTo(1);
  }

  @Test
  void aRefundBehindOneThatHangsIsLeftToAnotherInstance() throws Exception {
    payments().refundsLose(true);
    List<String> terminals = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Device device = withPaidTrade();
      device.posts(REFUNDS, allowed("r1", 1)).andExpect(jsonPath("$.status").value("PROCESSING"));
      terminals.add(device.terminalNo());
    }
    await().until(() -> lookAt("2035-01-01", terminals) == 0);
    int before = payments().refundsAsked();
    CountDownLatch gate = payments().hangNextRefund();
    try {
      payments().refundsLose(false);
      lookAt("2020-01-01", terminals);
      await().until(() -> payments().refundsAsked() > before);

      new RefundFollower(store, sending, clock).follow();

      assertThat(succeeded(terminals)).isEqualTo(1);
    } finally {
      gate.countDown();
    }
    await().until(() -> succeeded(terminals) == 2);
    assertThat(payments().refundsAsked() - before).isEqualTo(2);
  }

  private int lookAt(String when, List<String> terminals) {
    return sql.update(
        "UPDATE pos_refund SET next_look_at = ? WHERE next_look_at <> ? AND terminal_no IN (?, ?)",
        when,
        when,
        terminals.get(0),
        terminals.get(1));
  }

  private int succeeded(List<String> terminals) {
    return Objects.requireNonNull(
        sql.queryForObject(
            "SELECT COUNT(*) FROM pos_refund WHERE status = 'SUCCEEDED'"
                + " AND terminal_no IN (?, ?)",
            Integer.class,
            terminals.get(0),
            terminals.get(1)));
  }

  @Test
  void aNumberThatWasUsedAtAnotherMerchantIsTaken() throws Exception {
    Device before = withPaidTrade();
    before.posts(REFUNDS, allowed("r1", 1)).andExpect(status().isCreated());
    String other = Ids.merchantNo();
    Device device = moved(before, other, STORE);
    signInAt(device, other, STORE).andExpect(status().isCreated());
    merchantPosts(
        other,
        "/openapi/v1/cashiers",
        """
        {"storeId":"%s","cashierNo":"9001","name":"小王","role":"SUPERVISOR","pin":"909090"}
        """
            .formatted(STORE));
    device.posts(
        "/pos/v1/trades",
        """
        {"terminalTradeNo":"t2","method":"BARCODE","amount":1,"authCode":"134567890123456789"}
        """);

    device
        .posts(REFUNDS, allowed("r1", 1).replace("\"t1\"", "\"t2\""))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("TERMINAL_TRADE_NO_CONFLICT"));
  }

  @Test
  void moreThanThereIsFailsForGood() throws Exception {
    Device device = withPaidTrade();

    device
        .posts(REFUNDS, allowed("r1", 2))
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.status").value("FAILED"))
        .andExpect(jsonPath("$.failureCode").value("REFUND_AMOUNT_EXCEEDED"));
  }

  @Test
  void theSameNumberForSomethingElseIsRefused() throws Exception {
    Device device = withPaidTrade();
    device.posts(REFUNDS, allowed("r1", 1)).andExpect(status().isCreated());

    device
        .posts(REFUNDS, allowed("r1", 2))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("TERMINAL_TRADE_NO_CONFLICT"));
  }

  @Test
  void aTradeOfAnotherStoreOrOneThatIsNotPaidIsNotRefunded() throws Exception {
    Device device = withPaidTrade();
    device
        .posts(REFUNDS, allowed("r1", 1).replace("\"t1\"", "\"t9\""))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("TRADE_NOT_FOUND"));
    device.posts("/pos/v1/trades", "{\"terminalTradeNo\":\"q1\",\"method\":\"QR\",\"amount\":700}");
    device
        .posts(REFUNDS, allowed("r1", 1).replace("\"t1\"", "\"q1\""))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("TRADE_STATE_INVALID"));
  }

  @Test
  void anyTerminalOfTheStoreRefundsByTheNumberOnTheReceipt() throws Exception {
    String paymentNo = body(withPaidTrade().gets("/pos/v1/trades/t1")).get("paymentNo").asString();
    Device other = atWork();

    other
        .posts(
            REFUNDS,
            allowed("r1", 1)
                .replace("\"terminalTradeNo\":\"t1\"", "\"paymentNo\":\"" + paymentNo + "\""))
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.status").value("SUCCEEDED"));
  }

  @Test
  void whatWentBackIsInTheTotalsOfTheShift() throws Exception {
    Device device = withPaidTrade();
    device.posts(REFUNDS, allowed("r1", 1)).andExpect(status().isCreated());
    String shift = body(device.gets("/pos/v1/shifts/current")).get("shiftNo").asString();

    device
        .posts(
            "/pos/v1/shifts/" + shift + "/sign-off",
            """
            {"totals":[{"channel":"WECHAT","paymentCount":1,"paymentAmount":1,"refundCount":1,"refundAmount":1}]}
            """)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.agreed").value(true));
  }
}
