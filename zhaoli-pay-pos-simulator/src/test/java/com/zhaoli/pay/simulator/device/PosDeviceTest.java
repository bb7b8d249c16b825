package com.zhaoli.pay.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zhaoli.pay.simulator.device.FakeGateway.Said;
import com.zhaoli.pay.simulator.device.FakeGateway.Script;
import com.zhaoli.pay.simulator.device.FakeGateway.Seen;
import com.zhaoli.pay.simulator.journal.RefundEntry;
import com.zhaoli.pay.simulator.journal.RefundState;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.journal.TradeState;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The device against a platform that fails in every way that the protocol names. */
class PosDeviceTest extends DeviceCase {
  private static final String TRADES = "POST /pos/v1/trades";
  private static final String SIGN_OFF = "POST /pos/v1/shifts/shf_1/sign-off";
  private static final String JOURNALS = "POST /pos/v1/journals";
  private static final String BARCODE = "134567890123456789";
  private static final String PIN = "654321";
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void aSaleWhoseAnswerIsLostIsSentAgainWithTheSameBodyAndANewCounter() throws IOException {
    AtomicInteger sends = new AtomicInteger();
    PosDevice device =
        atWork(
            false,
            request -> sends.incrementAndGet() < 3 ? Said.NOTHING : trade(request, "SUCCEEDED"));

    TradeEntry trade = device.sellByBarcode(1_280, "拿铁", BARCODE);

    assertThat(trade.state()).isEqualTo(TradeState.SUCCEEDED);
    assertThat(gateway.seen(TRADES))
        .hasSize(3)
        .extracting(Seen::body)
        .containsOnly(gateway.seen(TRADES).get(0).body());
    assertThat(gateway.seen(TRADES)).extracting(Seen::counter).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void aUsedCounterIsRaisedAndTheRequestSentAgainByItself() throws IOException {
    AtomicInteger sends = new AtomicInteger();
    PosDevice device =
        atWork(
            false,
            request ->
                sends.incrementAndGet() == 1
                    ? error(401, "NONCE_REPLAYED", "{\"highest\":90000}")
                    : trade(request, "SUCCEEDED"));

    device.sellByBarcode(1_280, "", BARCODE);

    assertThat(gateway.seen(TRADES).get(1).counter()).isEqualTo(90_001);
  }

  @Test
  void aWrongClockIsCorrectedOnceAndKept() throws IOException {
    long platform = Clock.systemUTC().instant().getEpochSecond() + 5_000;
    PosDevice device =
        atWork(
            false,
            request ->
                Math.abs(request.timestamp() - platform) > 300
                    ? error(401, "TIMESTAMP_OUT_OF_WINDOW", "{\"epochSeconds\":" + platform + "}")
                    : trade(request, "SUCCEEDED"));

    assertThat(device.sellByBarcode(1_280, "", BARCODE).state()).isEqualTo(TradeState.SUCCEEDED);
    assertThat(device.sellByBarcode(1_280, "", BARCODE).state()).isEqualTo(TradeState.SUCCEEDED);
    assertThat(gateway.seen(TRADES)).hasSize(3);
  }

  @Test
  void threeInvalidSignaturesInARowLockTheTillAndKeepTheJournal() throws IOException {
    PosDevice device = atWork(false, request -> error(401, "SIGN_INVALID", "{}"));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> device.sellByBarcode(1, "", BARCODE)).isInstanceOf(PosRefusal.class);
    }
    int before = gateway.seen().size();

    PosRefusal refusal =
        catchThrowableOfType(PosRefusal.class, () -> device.sellByBarcode(1, "", BARCODE));

    assertThat(refusal.code()).isEqualTo("TERMINAL_LOCKED");
    assertThat(gateway.seen()).hasSize(before);
    assertThat(device.journal().trades()).hasSize(4);
  }

  @Test
  void aTerminalThatLostItsPowerInTheMiddleOfASaleSettlesItAndGoesOnAboveItsCounters()
      throws Exception {
    PosDevice first = atWork(true, request -> Said.NOTHING);
    CompletableFuture<TradeEntry> selling =
        CompletableFuture.supplyAsync(() -> first.sellByBarcode(1_280, "", BARCODE));
    while (gateway.seen(TRADES).isEmpty()) {
      first.journal().awaitChange(20);
    }
    first.close();
    selling.exceptionally(e -> null).join();
    long highest = gateway.seen().stream().mapToLong(Seen::counter).max().orElseThrow();
    int before = gateway.seen().size();
    gateway.says(
        withRoutine(
            request ->
                request.path().endsWith("/reverse")
                    ? trade(request, "FAILED")
                    : error(404, "TRADE_NOT_FOUND", "{}")));

    PosDevice second = device(true);
    String no = second.journal().trades().get(0).terminalTradeNo();
    TradeEntry settled = second.await(no, SOON);

    assertThat(settled.state()).isEqualTo(TradeState.FAILED);
    assertThat(gateway.seen(TRADES)).as("a barcode is not kept: no sale is sent again").hasSize(1);
    assertThat(gateway.seen().subList(before, gateway.seen().size()))
        .allSatisfy(request -> assertThat(request.counter()).isGreaterThan(highest));
  }

  @Test
  void aSaleThatIsBeingSentIsNotHeldAgainstThePlatformsBook() throws Exception {
    AtomicInteger sends = new AtomicInteger();
    CountDownLatch compared = new CountDownLatch(1);
    PosDevice device =
        atWork(
            false,
            request -> {
              if (sends.incrementAndGet() == 1) {
                return Said.NOTHING;
              }
              await(compared);
              return trade(request, "SUCCEEDED");
            });
    CompletableFuture<TradeEntry> selling =
        CompletableFuture.supplyAsync(() -> device.sellByBarcode(1_280, "", BARCODE));
    while (gateway.seen(TRADES).isEmpty()) {
      device.journal().awaitChange(20);
    }

    int entries = device.reconcile();
    compared.countDown();

    assertThat(entries).isZero();
    assertThat(selling.join().state()).isEqualTo(TradeState.SUCCEEDED);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody goes on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aNumberThatStandsForAnotherTradeIsToldOnceAndDoesNotKeepAShiftOpen() throws IOException {
    PosDevice device = atWork(false, request -> trade(request, "PAYING"));
    Script routine = withRoutine(request -> trade(request, "PAYING"));
    TradeEntry sold = device.sellByBarcode(1_280, "", BARCODE);
    gateway.says(
        request -> {
          if (request.is(JOURNALS)) {
            return Said.json(
                200,
                "{\"entries\":[{\"terminalTradeNo\":\"%s\",\"verdict\":\"CONFLICT\"}]}"
                    .formatted(sold.terminalTradeNo()));
          }
          return request.path().endsWith("/sign-off")
              ? Said.json(200, "{\"agreed\":true}")
              : routine.answer(request);
        });

    assertThat(device.reconcile()).isEqualTo(1);
    assertThat(device.reconcile()).isZero();
    assertThat(device.signOff().agreed()).isTrue();

    assertThat(gateway.seen(JOURNALS)).hasSize(1);
    assertThat(heard).containsOnlyOnce("账目不符 Conflict: " + sold.terminalTradeNo());
    assertThat(device.journal().trade(sold.terminalTradeNo()))
        .get()
        .extracting(TradeEntry::state)
        .isEqualTo(TradeState.PAYING);
  }

  @Test
  void aTerminalThatLostItsPowerAtTheSignOffLearnsHowTheShiftEnded() throws Exception {
    PosDevice first = atWork(false, request -> Said.NOTHING);
    CompletableFuture<SignOff> signingOff = CompletableFuture.supplyAsync(first::signOff);
    while (gateway.seen(SIGN_OFF).isEmpty()) {
      first.journal().awaitChange(20);
    }
    first.close();
    signingOff.exceptionally(e -> null).join();
    gateway.says(
        withRoutine(
            request ->
                request.is(SIGN_OFF)
                    ? Said.json(
                        200,
                        "{\"agreed\":false,\"differences\":[{\"channel\":\"WECHAT\","
                            + "\"field\":\"paymentCount\",\"terminal\":0,\"platform\":1}]}")
                    : error(404, "SHIFT_NOT_FOUND", "{}")));

    PosDevice second = device(false);
    Optional<SignOff> end = second.refreshShift();

    assertThat(end).map(SignOff::shiftNo).contains("shf_1");
    assertThat(end.orElseThrow().differences()).containsExactly("WECHAT paymentCount: 0 / 1");
    assertThat(second.state().shift()).isNull();
    assertThat(second.refreshShift()).isEmpty();
  }

  @Test
  void aShiftThatGoesOnIsNotSignedOffByAStart() throws IOException {
    PosDevice device =
        atWork(
            false,
            request ->
                Said.json(
                    200, "{\"shiftNo\":\"shf_1\",\"cashierNo\":\"1001\",\"role\":\"CASHIER\"}"));

    assertThat(device.refreshShift()).isEmpty();

    assertThat(gateway.seen(SIGN_OFF)).isEmpty();
    assertThat(device.state().shift()).isNotNull();
  }

  @Test
  void withoutNetworkThereIsNoSaleAndNothingIsOpen() throws IOException {
    PosDevice device = atWork(false, request -> trade(request, "SUCCEEDED"));
    device.unplug(true);

    PosRefusal refusal =
        catchThrowableOfType(PosRefusal.class, () -> device.sellByBarcode(1, "", BARCODE));

    assertThat(refusal.code()).isEqualTo("NETWORK_UNAVAILABLE");
    assertThat(device.journal().openTrades()).isEmpty();
    assertThat(gateway.seen(TRADES)).isEmpty();
  }

  @Test
  void aCancelThatCouldNotBeSentIsSentWhenTheNetworkIsBack() throws Exception {
    PosDevice device =
        atWork(
            true,
            request -> trade(request, request.path().endsWith("/reverse") ? "REVERSED" : "PAYING"));
    TradeEntry open = device.sellByBarcode(1_280, "", BARCODE);
    device.unplug(true);
    TradeEntry wanted = device.cancel(open.terminalTradeNo());

    assertThat(wanted.cancelWanted()).isTrue();
    assertThat(wanted.state()).isEqualTo(TradeState.PAYING);
    device.unplug(false);
    assertThat(device.await(open.terminalTradeNo(), SOON).state()).isEqualTo(TradeState.REVERSED);
  }

  @Test
  void whileItIsNotKnownWhetherANewKeyIsGoodNothingIsSignedWithTheOld() throws IOException {
    AtomicInteger withNewKey = new AtomicInteger();
    PosDevice device = atWork(false, request -> trade(request, "SUCCEEDED"));
    gateway.says(
        request -> {
          if (request.is("POST /pos/v1/keys")) {
            return Said.json(200, "{\"keyId\":\"dk_2\",\"deviceSecret\":\"second-secret\"}");
          }
          if (request.is("POST /pos/v1/heartbeats") && request.keyId().equals("dk_2")) {
            return withNewKey.incrementAndGet() == 1 ? Said.NOTHING : heartbeat(false);
          }
          return request.is("POST /pos/v1/heartbeats")
              ? heartbeat(true)
              : trade(request, "SUCCEEDED");
        });
    device.heartbeat();

    device.sellByBarcode(1_280, "", BARCODE);

    assertThat(withNewKey).hasValue(2);
    assertThat(gateway.seen(TRADES)).extracting(Seen::keyId).containsExactly("dk_2");
    assertThat(
            gateway.seen("POST /pos/v1/heartbeats").stream()
                .filter(seen -> seen.keyId().equals("dk_2")))
        .extracting(Seen::counter)
        .containsExactly(1L, 2L);
  }

  @Test
  void anActivationInTheMiddleOfAKeyRotationLeavesTheTerminalWithItsKey() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    PosDevice device = atWork(false, request -> trade(request, "SUCCEEDED"));
    gateway.says(
        request -> {
          if (request.is("POST /pos/v1/keys")) {
            return Said.json(200, "{\"keyId\":\"dk_2\",\"deviceSecret\":\"second-secret\"}");
          }
          if (request.is("POST /pos/v1/activations")) {
            return Said.json(
                200,
                """
                {"terminalNo":"trm_1","keyId":"dk_3","deviceSecret":"third-secret",
                 "merchantNo":"mch_1","storeId":"store_1","serverTime":"%s"}
                """
                    .formatted(Clock.systemUTC().instant()));
          }
          if (request.keyId().equals("dk_2")) {
            await(answered);
          }
          return heartbeat(request.keyId().equals("dk_1"));
        });
    CompletableFuture<Void> rotating = CompletableFuture.runAsync(device::heartbeat);
    while (gateway.seen().stream().noneMatch(seen -> seen.keyId().equals("dk_2"))) {
      device.journal().awaitChange(20);
    }

    CompletableFuture<?> activating =
        CompletableFuture.supplyAsync(() -> device.activate("9876543210"));
    try {
      Object unused = activating.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // It waits for its turn.
    }
    answered.countDown();
    rotating.join();
    activating.join();

    assertThat(device.state().key())
        .isNotNull()
        .extracting(slot -> slot.key().keyId())
        .isEqualTo("dk_3");
  }

  @Test
  void aRefusedNewKeyLeavesTheOldInUse() throws IOException {
    PosDevice device = atWork(false, request -> trade(request, "SUCCEEDED"));
    gateway.says(
        request -> {
          if (request.is("POST /pos/v1/keys")) {
            return Said.json(200, "{\"keyId\":\"dk_2\",\"deviceSecret\":\"second-secret\"}");
          }
          if (request.keyId().equals("dk_2")) {
            return error(401, "SIGN_INVALID", "{}");
          }
          return request.is("POST /pos/v1/heartbeats")
              ? heartbeat(true)
              : trade(request, "SUCCEEDED");
        });
    device.heartbeat();

    device.sellByBarcode(1_280, "", BARCODE);

    assertThat(gateway.seen(TRADES)).extracting(Seen::keyId).containsExactly("dk_1");
    assertThat(device.state().locked()).isFalse();
  }

  @Test
  void aRefundOfWhichNothingWasHeardIsOverOnlyWhenItCanNotArriveAnyMore() throws Exception {
    PosDevice device =
        atWork(
            true,
            request ->
                request.is("POST /pos/v1/refunds")
                    ? Said.NOTHING
                    : error(404, "TRADE_NOT_FOUND", "{}"));

    RefundEntry refund = device.refund("pay_1", 500, "", "9001", PIN);
    assertThat(refund.state()).isEqualTo(RefundState.UNKNOWN);
    RefundEntry settled = device.awaitRefund(refund.terminalRefundNo(), SOON);

    assertThat(settled.state()).isEqualTo(RefundState.NOT_TAKEN);
    long lastSend =
        gateway.seen("POST /pos/v1/refunds").stream().mapToLong(Seen::counter).max().orElseThrow();
    List<Seen> asked = gateway.seen("GET /pos/v1/refunds/" + refund.terminalRefundNo());
    assertThat(asked).hasSizeGreaterThan(1);
    assertThat(asked.get(0).counter()).isGreaterThanOrEqualTo(lastSend + 64);
  }

  @Test
  void theActivationIsAskedForAgainByTheSameIdUntilItIsAnswered() throws IOException {
    AtomicInteger sends = new AtomicInteger();
    gateway.says(
        request ->
            request.is("POST /pos/v1/activations") && sends.incrementAndGet() == 1
                ? Said.NOTHING
                : withRoutine(other -> Said.NOTHING).answer(request));

    device(false).activate("1234567890");

    assertThat(gateway.seen("POST /pos/v1/activations"))
        .hasSize(2)
        .extracting(seen -> seen.json().path("activationId").asString())
        .containsOnly(
            gateway.seen("POST /pos/v1/activations").get(0).json().path("activationId").asString());
  }

  @Test
  void neitherABarcodeNorAPinIsOnTheDisk() throws IOException {
    PosDevice device =
        atWork(
            false,
            request ->
                request.is("POST /pos/v1/refunds")
                    ? Said.json(201, "{\"status\":\"SUCCEEDED\",\"channel\":\"WECHAT\"}")
                    : trade(request, "SUCCEEDED"));
    device.sellByBarcode(1_280, "", BARCODE);
    device.refund("pay_1", 500, "", "9001", PIN);

    try (Stream<Path> files = Files.walk(directory.resolve("t1"))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file))
                      .doesNotContain(BARCODE)
                      .doesNotContain(PIN)
                      .doesNotContain("123456\""));
    }
  }

  @Test
  void oneProgramAtATimeRunsATerminal() throws IOException {
    PosDevice first = device(false);

    assertThatThrownBy(() -> device(false)).hasMessageContaining("another program");
    first.close();
    assertThat(device(false).state().serialNumber()).isEqualTo("SN-1");
  }

  @Test
  void aStrangersCertificateIsNotTrusted(@TempDir Path elsewhere) throws Exception {
    try (FakeGateway stranger = new FakeGateway(elsewhere)) {
      PosDevice device =
          device(
              new DeviceSettings(
                  stranger.address(), gateway.ca(), null, directory.resolve("t2"), "SN-2", false));

      assertThatThrownBy(() -> device.activate("1234567890")).isInstanceOf(NoAnswer.class);
      assertThat(stranger.seen()).isEmpty();
    }
  }
}
