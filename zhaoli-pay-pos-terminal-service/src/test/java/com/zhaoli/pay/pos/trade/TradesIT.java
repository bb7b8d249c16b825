package com.zhaoli.pay.pos.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.pos.Device;
import com.zhaoli.pay.pos.FakePayments.Fault;
import com.zhaoli.pay.pos.PosItCase;
import com.zhaoli.pay.pos.trade.internal.TradeStore;
import com.zhaoli.pay.testing.Quickest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Whatever is cut off, a trade has one truth, and comes to it by itself. */
class TradesIT extends PosItCase {
  private static final String SALES = "/pos/v1/trades";

  @Autowired TradeStore store;
  @Autowired TradeFollowing following;
  @Autowired Clock clock;

  @AfterEach
  void nothingGoesWrongAnyMore() {
    payments().sales(Fault.NONE);
  }

  private static String barcode(String number, long fen) {
    return """
        {"terminalTradeNo":"%s","method":"BARCODE","amount":%d,"subject":"拿铁","authCode":"134567890123456789"}
        """
        .formatted(number, fen);
  }

  private static String qr(String number, long fen) {
    return """
        {"terminalTradeNo":"%s","method":"QR","amount":%d}
        """
        .formatted(number, fen);
  }

  private JsonNode sold(Device device, String json) throws Exception {
    return body(device.posts(SALES, json).andExpect(status().isCreated()));
  }

  private JsonNode query(Device device, String number) throws Exception {
    return body(device.gets(SALES + "/" + number).andExpect(status().isOk()));
  }

  private String statusOf(Device device, String number) throws Exception {
    return query(device, number).get("status").asString();
  }

  private String tradeNoOf(Device device, String number) {
    return String.valueOf(
        sql.queryForObject(
            "SELECT trade_no FROM trade WHERE terminal_no = ? AND terminal_trade_no = ?",
            String.class,
            device.terminalNo(),
            number));
  }

  /** As the platform has it, without anybody asking by the protocol. */
  private String recorded(Device device, String number) {
    return String.valueOf(
        sql.queryForObject(
            "SELECT CONCAT(status, ' ', COALESCE(failure_code, '')) FROM trade"
                + " WHERE terminal_no = ? AND terminal_trade_no = ?",
            String.class,
            device.terminalNo(),
            number));
  }

  @Test
  void aBarcodeIsPaidAtOnce() throws Exception {
    JsonNode trade = sold(atWork(), barcode("t1", 1));

    assertThat(trade.get("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(trade.get("final").asBoolean()).isTrue();
    assertThat(trade.get("channel").asString()).isEqualTo("WECHAT");
    assertThat(trade.get("amount").asLong()).isEqualTo(1);
    assertThat(trade.has("askAgainMillis")).isFalse();
  }

  @Test
  void nobodySellsWithoutHavingSignedIn() throws Exception {
    Device device = activated();

    device
        .posts(SALES, barcode("t1", 1))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("SHIFT_REQUIRED"));
    device.gets(SALES + "/t1").andExpect(status().isNotFound());
  }

  @Test
  void aRefusedBarcodeIsATradeThatFailed() throws Exception {
    JsonNode trade = sold(atWork(), barcode("t1", 2));

    assertThat(trade.get("status").asString()).isEqualTo("FAILED");
    assertThat(trade.get("failureCode").asString()).isEqualTo("NOTENOUGH");
  }

  @Test
  void aCodeToScanIsShownAndPaidLater() throws Exception {
    Device device = atWork();
    JsonNode trade = sold(device, qr("q1", 500));
    assertThat(trade.get("status").asString()).isEqualTo("PAYING");
    assertThat(trade.get("final").asBoolean()).isFalse();
    assertThat(trade.get("codeUrl").asString()).startsWith("https://");

    payments().pay(tradeNoOf(device, "q1"));

    await().until(() -> recorded(device, "q1").equals("SUCCEEDED "));
    assertThat(statusOf(device, "q1")).isEqualTo("SUCCEEDED");
  }

  @Test
  void aTradeBehindThoseThatHangIsLeftToAnotherInstance() throws Exception {
    Device device = atWork();
    for (int i = 1; i <= 9; i++) {
      JsonNode unused = sold(device, qr("q" + i, 500));
      payments().pay(tradeNoOf(device, "q" + i));
    }
    await()
        .until(
            () ->
                sql.update(
                        "UPDATE trade SET next_look_at = '2035-01-01'"
                            + " WHERE next_look_at < '2035-01-01'")
                    == 0);
    int open =
        sql.update(
            "UPDATE trade SET next_look_at = '2035-01-01', status = 'PAYING', paid_at = NULL"
                + " WHERE terminal_no = ?",
            device.terminalNo());
    assertThat(open).isEqualTo(9);
    CountDownLatch gate = payments().hangFinds(8);
    TradeFollower other = new TradeFollower(store, following, clock);
    try {
      sql.update(
          "UPDATE trade SET next_look_at = '2020-01-01' WHERE terminal_no = ?",
          device.terminalNo());
      await().until(() -> payments().findsToHang() == 0);

      other.follow();

      assertThat(succeeded(device)).isEqualTo(1);
    } finally {
      gate.countDown();
      other.stop();
    }
    await().until(() -> succeeded(device) == 9);
  }

  private int succeeded(Device device) {
    return Objects.requireNonNull(
        sql.queryForObject(
            "SELECT COUNT(*) FROM trade WHERE terminal_no = ? AND status = 'SUCCEEDED'",
            Integer.class,
            device.terminalNo()));
  }

  @Test
  void theSameSaleAgainIsTheSameTradeAndAnotherOneIsRefused() throws Exception {
    Device device = atWork();
    int paid = payments().paid();
    JsonNode first = sold(device, barcode("t1", 1));

    JsonNode again = body(device.posts(SALES, barcode("t1", 1)).andExpect(status().isOk()));

    assertThat(again).isEqualTo(first);
    assertThat(payments().paid() - paid).isEqualTo(1);
    device
        .posts(SALES, barcode("t1", 3))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("TERMINAL_TRADE_NO_CONFLICT"));
    device.posts(SALES, qr("t1", 1)).andExpect(status().isConflict());
  }

  @Test
  void manyEqualSalesAtATimeTakeTheMoneyOnce() throws Exception {
    Device device = atWork();
    int paid = payments().paid();
    List<Callable<String>> sales = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sales.add(() -> body(device.posts(SALES, barcode("t1", 1))).get("status").asString());
    }

    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      for (Future<String> sale : pool.invokeAll(sales)) {
        assertThat(sale.get()).isIn("PAYING", "SUCCEEDED");
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(statusOf(device, "t1")).isEqualTo("SUCCEEDED");
    assertThat(payments().paid() - paid).isEqualTo(1);
  }

  @Test
  void twoTerminalsMayUseTheSameNumber() throws Exception {
    sold(atWork(), barcode("t1", 1));
    Device other = atWork();

    other.gets(SALES + "/t1").andExpect(jsonPath("$.code").value("TRADE_NOT_FOUND"));
    sold(other, barcode("t1", 2));
  }

  @Test
  void aSaleWhoseAnswerWasLostInsideIsFoundToBePaid() throws Exception {
    Device device = atWork();
    payments().sales(Fault.ANSWER_LOST);

    sold(device, barcode("t1", 1));

    await().until(() -> recorded(device, "t1").equals("SUCCEEDED "));
  }

  @Test
  void aSaleThatNeverArrivedInsideIsFinalAndNotPaid() throws Exception {
    Device device = atWork();
    int paid = payments().paid();
    payments().sales(Fault.LOST);

    sold(device, barcode("t1", 1));

    await().until(() -> recorded(device, "t1").equals("FAILED NOT_SENT"));
    payments().sales(Fault.NONE);
    JsonNode again = body(device.posts(SALES, barcode("t1", 1)));
    assertThat(again.get("status").asString()).isEqualTo("FAILED");
    assertThat(payments().paid()).isEqualTo(paid);
  }

  @Test
  void aSaleThatArrivesAfterItWasGivenUpTakesNothing() throws Exception {
    Device device = atWork();
    int paid = payments().paid();
    payments().sales(Fault.LATE);

    sold(device, barcode("t1", 1));
    await().until(() -> recorded(device, "t1").equals("FAILED NOT_SENT"));

    await().pollDelay(Duration.ofMillis(2_500)).until(() -> true);
    assertThat(payments().paid()).isEqualTo(paid);
    assertThat(statusOf(device, "t1")).isEqualTo("FAILED");
  }

  @Test
  void aSlowChannelIsAnsweredAsOpenWithinFiveSecondsAndDecidedLater() throws Exception {
    Device device = atWork();
    payments().sales(Fault.SLOW);
    AtomicInteger sales = new AtomicInteger();
    Duration promised = Duration.ofSeconds(5);

    Duration took =
        Quickest.of(
            promised,
            () -> {
              JsonNode trade = sold(device, barcode("t" + sales.incrementAndGet(), 1));
              assertThat(trade.get("status").asString()).isEqualTo("PAYING");
            });

    assertThat(took).isLessThan(promised);
    await().until(() -> recorded(device, "t1").equals("SUCCEEDED "));
  }

  @Test
  void aServiceThatDiedAfterItRecordedTheSaleComesToTheTruthByItself() throws Exception {
    Device device = atWork();
    int paid = payments().paid();
    sold(device, barcode("t1", 700));
    sql.update(
        """
        INSERT INTO trade (trade_no, terminal_no, terminal_trade_no, merchant_no, store_id, method,
                           amount_fen, subject, content_hash, status, on_its_way_until,
                           next_look_at, created_at, updated_at)
        SELECT CONCAT('pt_', SUBSTRING(UUID(), 1, 26)), terminal_no, 'orphan', merchant_no,
               store_id, method, 1, subject, content_hash, 'PAYING', UTC_TIMESTAMP(3),
               UTC_TIMESTAMP(3), created_at, updated_at
          FROM trade WHERE terminal_no = ?
        """,
        device.terminalNo());

    await().until(() -> recorded(device, "orphan").equals("FAILED NOT_SENT"));
    assertThat(payments().paid()).isEqualTo(paid);
  }

  @Test
  void anOpenBarcodeIsCancelledAndCancellingAgainChangesNothing() throws Exception {
    Device device = atWork();
    sold(device, barcode("t1", 700));

    for (int i = 0; i < 2; i++) {
      device
          .posts(SALES + "/t1/reverse", "{}")
          .andExpect(status().isOk())
          .andExpect(jsonPath("$.status").value("REVERSED"));
    }
    payments().pay(tradeNoOf(device, "t1"));
    assertThat(statusOf(device, "t1")).isEqualTo("REVERSED");
  }

  @Test
  void anOpenCodeIsTakenOff() throws Exception {
    Device device = atWork();
    sold(device, qr("q1", 700));

    device.posts(SALES + "/q1/reverse", "{}").andExpect(jsonPath("$.status").value("CLOSED"));
  }

  @Test
  void aPayerWhoWasFasterThanTheCancellationHasPaidTheCode() throws Exception {
    Device device = atWork();
    sold(device, qr("q1", 700));
    payments().pay(tradeNoOf(device, "q1"));

    // The platform may have heard of the payment already, and then refuses to cancel it.
    body(device.posts(SALES + "/q1/reverse", "{}"));

    await().until(() -> recorded(device, "q1").startsWith("SUCCEEDED"));
  }

  @Test
  void aTradeThatWasNeverReceivedStaysUnpaidWhateverComesLate() throws Exception {
    Device device = atWork();
    int paid = payments().paid();
    device.gets(SALES + "/t1").andExpect(status().isNotFound());

    device
        .posts(SALES + "/t1/reverse", "{}")
        .andExpect(jsonPath("$.status").value("FAILED"))
        .andExpect(jsonPath("$.failureCode").value("NOT_RECEIVED"));

    device
        .posts(SALES, barcode("t1", 1))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.failureCode").value("NOT_RECEIVED"));
    assertThat(payments().paid()).isEqualTo(paid);
  }

  @Test
  void aCancelledSaleThatNeverArrivedHasTheAmountThatTheTerminalTells() throws Exception {
    Device device = atWork();

    device
        .posts(SALES + "/t1/reverse", "{\"amount\":1280}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.failureCode").value("NOT_RECEIVED"))
        .andExpect(jsonPath("$.amount").value(1280));
    device
        .posts(SALES + "/t2/reverse", "{\"amount\":0}")
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("REQUEST_INVALID"));
    device.gets(SALES + "/t2").andExpect(status().isNotFound());
  }

  @Test
  void theMerchantRecognisesASaleThatNeverArrivedInsideByItsAmount() throws Exception {
    Device device = atWork();
    payments().sales(Fault.LOST);
    sold(device, barcode("t1", 1280));
    await().until(() -> recorded(device, "t1").equals("FAILED NOT_SENT"));

    assertThat(payments().all())
        .hasEntrySatisfying(
            tradeNoOf(device, "t1"), payment -> assertThat(payment.amount().fen()).isEqualTo(1280));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSuspendedMerchantsSaleFailsAndWhatItSoldBeforeGoesOn(boolean byBarcode) throws Exception {
    Device device = atWork();
    sold(device, barcode("before", 700));
    int paid = payments().paid();
    payments().sales(Fault.SUSPENDED);

    JsonNode trade = sold(device, byBarcode ? barcode("t1", 1) : qr("t1", 1));

    assertThat(trade.get("status").asString()).isEqualTo("FAILED");
    assertThat(trade.get("failureCode").asString()).isEqualTo("MERCHANT_SUSPENDED");
    assertThat(trade.get("final").asBoolean()).isTrue();
    assertThat(payments().paid()).isEqualTo(paid);
    device.posts(SALES + "/before/reverse", "{}").andExpect(jsonPath("$.status").value("REVERSED"));
    String shift = body(device.gets("/pos/v1/shifts/current")).get("shiftNo").asString();
    device
        .posts("/pos/v1/shifts/" + shift + "/sign-off", "{\"totals\":[]}")
        .andExpect(jsonPath("$.agreed").value(true));
  }

  @Test
  void aPaidTradeIsNotCancelledWithoutFurtherAdo() throws Exception {
    Device device = atWork();
    sold(device, barcode("t1", 1));

    device
        .posts(SALES + "/t1/reverse", "{}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("TRADE_STATE_INVALID"));
  }

  @Test
  void theLatestTradeIsFoundWithoutItsNumber() throws Exception {
    Device device = atWork();
    device.gets(SALES + "/last").andExpect(status().isNotFound());
    sold(device, barcode("t1", 1));
    sold(device, barcode("t2", 2));

    device.gets(SALES + "/last").andExpect(jsonPath("$.terminalTradeNo").value("t2"));
  }

  @Test
  void aBarcodeIsWrittenNowhere() throws Exception {
    Device device = atWork();
    sold(device, barcode("t1", 1));

    assertThat(
            sql.queryForMap("SELECT * FROM trade WHERE terminal_no = ?", device.terminalNo())
                .toString())
        .doesNotContain("134567890123456789");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"terminalTradeNo\":\"last\",\"method\":\"QR\",\"amount\":1}",
        "{\"terminalTradeNo\":\"t 1\",\"method\":\"QR\",\"amount\":1}",
        "{\"terminalTradeNo\":\"t1\",\"method\":\"QR\",\"amount\":0}",
        "{\"terminalTradeNo\":\"t1\",\"method\":\"QR\",\"amount\":100000000001}",
        "{\"terminalTradeNo\":\"t1\",\"method\":\"CASH\",\"amount\":1}",
        "{\"terminalTradeNo\":\"t1\",\"method\":\"BARCODE\",\"amount\":1}",
        "{\"terminalTradeNo\":\"t1\",\"method\":\"BARCODE\",\"amount\":1,\"authCode\":\"12\"}",
        "{\"terminalTradeNo\":\"t1\",\"method\":\"QR\",\"amount\":1,\"expireSeconds\":5}"
      })
  void whatIsNoSaleIsRefusedAndNothingDone(String json) throws Exception {
    Device device = atWork();
    device
        .posts(SALES, json)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("REQUEST_INVALID"));
    device.gets(SALES + "/last").andExpect(status().isNotFound());
  }
}
