package com.zhaoli.pay.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.simulator.device.FakeGateway.Said;
import com.zhaoli.pay.simulator.device.FakeGateway.Script;
import com.zhaoli.pay.simulator.device.FakeGateway.Seen;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import com.zhaoli.pay.simulator.receipt.Columns;
import com.zhaoli.pay.simulator.state.TerminalConfig;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a heartbeat's answer has a terminal do. */
class ConfigurationTest extends DeviceCase {
  private static final String HEARTBEATS = "POST /pos/v1/heartbeats";
  private static final String TRADES = "POST /pos/v1/trades";
  private static final String BARCODE = "134567890123456789";
  private static final String FOUR =
      """
      "config":{"version":4,"receiptHeader":["人民广场店"],"receiptFooter":["谢谢惠顾"],"receiptColumns":48,
       "heartbeatSeconds":90,"qrExpireSeconds":300,"methods":["QR"],"fromTheFuture":true}
      """;

  private volatile String told = "\"messages\":[]";

  private PosDevice device() throws IOException {
    return told(false, request -> trade(request, "SUCCEEDED"));
  }

  /** A device at work, whose platform answers a heartbeat with {@code told} from now on. */
  private PosDevice told(boolean background, Script trades) throws IOException {
    PosDevice device = atWork(background, trades);
    Script routine = withRoutine(trades);
    gateway.says(request -> request.is(HEARTBEATS) ? heartbeat(told) : routine.answer(request));
    return device;
  }

  private Seen lastHeartbeat() {
    List<Seen> all = gateway.seen(HEARTBEATS);
    return all.get(all.size() - 1);
  }

  @Test
  void itSaysNothingOfAConfigurationUntilItWasToldOne() throws IOException {
    device().heartbeat();

    assertThat(lastHeartbeat().json().has("configVersion")).isFalse();
  }

  @Test
  void aConfigurationIsKeptAndNamedFromTheNextHeartbeatOnAlsoAfterARestart() throws IOException {
    PosDevice device = device();
    told = FOUR;
    device.heartbeat();
    told = "\"messages\":[]";
    device.heartbeat();

    assertThat(lastHeartbeat().json().path("configVersion").asLong()).isEqualTo(4);
    device.close();
    PosDevice restarted = device(false);
    restarted.heartbeat();
    assertThat(lastHeartbeat().json().path("configVersion").asLong()).isEqualTo(4);
    assertThat(restarted.state().config())
        .isEqualTo(
            new TerminalConfig(4, List.of("人民广场店"), List.of("谢谢惠顾"), 48, 90, 300, List.of("QR")));
    assertThat(heard).containsOnlyOnce("configuration 4");
  }

  @Test
  void thatItWorksByAConfigurationIsToldWithoutWaitingForTheNextHeartbeatsTime()
      throws IOException {
    PosDevice device = told(true, request -> trade(request, "SUCCEEDED"));
    told = FOUR;
    device.heartbeat();

    await()
        .untilAsserted(
            () -> assertThat(lastHeartbeat().json().path("configVersion").asLong()).isEqualTo(4));
  }

  @Test
  void aTerminalThatIsActivatedAnewBeginsWithoutTheConfigurationOfItsLastPlace()
      throws IOException {
    PosDevice device = device();
    told = FOUR;
    device.heartbeat();
    told = "\"messages\":[]";

    device.activate("9876543210");

    assertThat(device.state().config()).isNull();
    assertThat(lastHeartbeat().json().has("configVersion")).isFalse();
  }

  @Test
  void whatTheConfigurationDoesNotOfferIsNotSold() throws IOException {
    PosDevice device = device();
    told = FOUR;
    device.heartbeat();

    PosRefusal refusal =
        catchThrowableOfType(PosRefusal.class, () -> device.sellByBarcode(1_280, "", BARCODE));

    assertThat(refusal.code()).isEqualTo("METHOD_NOT_AVAILABLE");
    assertThat(refusal).hasMessageContaining("QR");
    assertThat(gateway.seen(TRADES)).isEmpty();
    device.sellByQr(1_280, "", null);
    assertThat(gateway.seen(TRADES)).hasSize(1);
    assertThat(gateway.seen(TRADES).get(0).json().has("expireSeconds"))
        .as("how long the code is good is the platform's to see to")
        .isFalse();
  }

  @Test
  void aSaleThatTheNewestConfigurationForbidsBringsItAtOnce() throws IOException {
    PosDevice device =
        told(true, request -> error(422, "METHOD_NOT_AVAILABLE", "{\"method\":\"BARCODE\"}"));
    assertThat(device.state().configInUse().offers("BARCODE")).isTrue();
    told = FOUR;

    assertThatThrownBy(() -> device.sellByBarcode(1_280, "", BARCODE))
        .isInstanceOf(PosRefusal.class);

    await()
        .untilAsserted(() -> assertThat(device.state().configInUse().offers("BARCODE")).isFalse());
  }

  @Test
  void thePlatformsReceiptsAreAskedForAsWideAsThePaperIs() throws IOException {
    PosDevice device = device();
    TradeEntry trade = device.sellByQr(1_280, "", null);
    String path = "GET /pos/v1/trades/" + trade.terminalTradeNo() + "/receipt";
    device.receipt(trade.terminalTradeNo(), false);
    told = FOUR;
    device.heartbeat();
    device.receipt(trade.terminalTradeNo(), true);

    assertThat(gateway.seen(path))
        .extracting(Seen::query)
        .containsExactly("columns=32", "columns=48&reprint=true");
  }

  @Test
  void theTerminalsOwnReceiptsHaveTheConfiguredLinesAndWidth() throws IOException {
    PosDevice device = device();
    TradeEntry trade = device.sellByQr(1_280, "", null);
    told = FOUR;
    device.heartbeat();
    device.unplug(true);

    List<String> slip = device.receipt(trade.terminalTradeNo(), false).lines().toList();

    assertThat(slip.get(0).strip()).isEqualTo("人民广场店");
    assertThat(slip.get(slip.size() - 1).strip()).isEqualTo("谢谢惠顾");
    assertThat(slip).contains("-".repeat(48));
    assertThat(slip).allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(48));
    assertThat(device.shiftSlip(new SignOff("shf_1", true, List.of(), List.of())).lines())
        .first()
        .asString()
        .contains("人民广场店");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"receiptColumns\":40",
        "\"receiptColumns\":\"wide\"",
        "\"heartbeatSeconds\":29",
        "\"heartbeatSeconds\":601",
        "\"qrExpireSeconds\":59",
        "\"qrExpireSeconds\":7201",
        "\"methods\":[]",
        "\"receiptHeader\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]",
        "\"receiptFooter\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]",
        "\"version\":-1"
      })
  void aConfigurationThatNoTerminalCanWorkByIsNeitherTakenOverNorConfirmed(String field)
      throws IOException {
    PosDevice device = device();
    told = FOUR;
    device.heartbeat();
    told = "\"config\":{\"version\":5,%s}".formatted(field);
    device.heartbeat();
    device.heartbeat();

    assertThat(device.state().configInUse().version()).isEqualTo(4);
    assertThat(lastHeartbeat().json().path("configVersion").asLong()).isEqualTo(4);
    assertThat(heard).anySatisfy(line -> assertThat(line).startsWith("log configuration: "));
  }

  @Test
  void whatAConfigurationLeavesOutIsAsItIsByDefault() throws IOException {
    PosDevice device = device();
    told = "\"config\":{\"version\":1,\"receiptColumns\":null}";
    device.heartbeat();

    TerminalConfig standard = TerminalConfig.STANDARD;
    assertThat(device.state().config())
        .isEqualTo(
            new TerminalConfig(
                1,
                List.of(),
                List.of(),
                standard.receiptColumns(),
                standard.heartbeatSeconds(),
                standard.qrExpireSeconds(),
                standard.methods()));
  }

  @Test
  void aMessageIsShownOnceAndNamedUntilThePlatformHasHeardOfIt() throws IOException {
    PosDevice device = device();
    told = "\"messages\":[{\"messageNo\":\"msg_1\",\"title\":\"盘点\",\"text\":\"今晚八点\"}]";
    device.heartbeat();
    gateway.says(request -> Said.NOTHING);
    assertThatThrownBy(device::heartbeat).isInstanceOf(NoAnswer.class);
    gateway.says(request -> heartbeat(told));
    device.heartbeat();

    assertThat(lastHeartbeat().json().path("acknowledged").get(0).asString()).isEqualTo("msg_1");
    told = "\"messages\":[]";
    device.heartbeat();
    device.heartbeat();
    assertThat(lastHeartbeat().json().path("acknowledged")).isEmpty();
    assertThat(heard).containsOnlyOnce("盘点: 今晚八点");
  }

  @Test
  void noHeartbeatNamesMoreMessagesThanThePlatformTakes() throws IOException {
    PosDevice device = device();
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      many.append(i == 0 ? "" : ",").append("{\"messageNo\":\"msg_%d\"}".formatted(i));
    }
    told = "\"messages\":[" + many + "]";
    device.heartbeat();
    told = "\"messages\":[]";

    device.heartbeat();
    assertThat(lastHeartbeat().json().path("acknowledged")).hasSize(20);
    device.heartbeat();
    assertThat(lastHeartbeat().json().path("acknowledged")).hasSize(5);
  }
}
