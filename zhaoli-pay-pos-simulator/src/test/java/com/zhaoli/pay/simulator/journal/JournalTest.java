package com.zhaoli.pay.simulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class JournalTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("journal.jsonl");
  }

  private static TradeEntry begun(String no, Instant at) {
    return TradeEntry.begun(no, "BARCODE", 1_280, "拿铁", "shf_1", at);
  }

  private static TradeEntry told(TradeEntry entry, String status) {
    return entry.told(
        JsonMapper.shared()
            .readTree(
                "{\"status\":\"" + status + "\",\"channel\":\"WECHAT\",\"shiftNo\":\"shf_1\"}"),
        NOW);
  }

  @Test
  void whatWasPutIsThereAfterAPowerCutEvenWithHalfALineAfterIt() throws IOException {
    Journal before = Journal.open(file(), NOW);
    before.put(begun("a-1", NOW));
    before.change("a-1", entry -> told(entry, "PAYING"));
    before.close();
    Files.writeString(file(), "{\"trade\":{\"termi", StandardOpenOption.APPEND);

    Journal after = Journal.open(file(), NOW);

    assertThat(after.openTrades())
        .singleElement()
        .extracting(TradeEntry::state)
        .isEqualTo(TradeState.PAYING);
  }

  @Test
  void aCutThroughTheMiddleOfAChineseCharacterIsACutLikeAnyOther() throws IOException {
    Journal before = Journal.open(file(), NOW);
    before.put(begun("a-1", NOW));
    before.put(begun("a-2", NOW));
    before.close();
    byte[] written = Files.readAllBytes(file());
    int character = new String(written, StandardCharsets.UTF_8).lastIndexOf('铁');
    int cut =
        new String(written, StandardCharsets.UTF_8)
                .substring(0, character)
                .getBytes(StandardCharsets.UTF_8)
                .length
            + 1;
    Files.write(file(), Arrays.copyOf(written, cut));

    Journal after = Journal.open(file(), NOW);

    assertThat(after.trades()).extracting(TradeEntry::terminalTradeNo).containsExactly("a-1");
  }

  @Test
  void damageBeforeTheLastLineIsNotPassedOver() throws IOException {
    Files.writeString(file(), "rubbish\n{}\n");

    assertThatThrownBy(() -> Journal.open(file(), NOW)).hasMessageContaining("line 1");
  }

  @Test
  void afterNinetyDaysOnlyWhatIsOpenIsKept() throws IOException {
    Journal before = Journal.open(file(), NOW);
    before.put(told(begun("a-1", NOW), "SUCCEEDED"));
    before.put(begun("a-2", NOW));
    before.close();

    Journal after = Journal.open(file(), NOW.plus(Duration.ofDays(91)));

    assertThat(after.trades()).extracting(TradeEntry::terminalTradeNo).containsExactly("a-2");
  }

  @Test
  void aFinalTradeStaysWhatItIsAndAContradictionIsKept() {
    TradeEntry paid = told(begun("a-1", NOW), "SUCCEEDED");

    TradeEntry contradicted = told(paid, "REVERSED");

    assertThat(contradicted.state()).isEqualTo(TradeState.SUCCEEDED);
    assertThat(contradicted.contradiction()).isEqualTo("REVERSED");
    assertThat(told(paid, "SUCCEEDED")).isSameAs(paid);
  }

  @Test
  void aShiftCountsWhatWasPaidByItsWholeAmountAndRefundsThatDidNotFail() throws IOException {
    Journal journal = Journal.open(file(), NOW);
    journal.put(told(begun("a-1", NOW), "SUCCEEDED"));
    journal.put(told(begun("a-2", NOW), "REVERSED"));
    journal.put(told(begun("a-3", NOW), "SUCCEEDED"));
    journal.put(refund("R1", "SUCCEEDED"));
    journal.put(refund("R2", "FAILED"));
    journal.put(refund("R3", "PROCESSING"));

    assertThat(journal.totalsOf("shf_1"))
        .containsExactly(new ShiftTotals("WECHAT", 2, 2_560, 2, 200));
    assertThat(journal.totalsOf("shf_2")).isEmpty();
  }

  private static RefundEntry refund(String no, String status) {
    return RefundEntry.begun(no, "a-1", 100, "", "9001", "shf_1", NOW)
        .told(
            JsonMapper.shared().readTree("{\"status\":\"" + status + "\",\"channel\":\"WECHAT\"}"));
  }
}
