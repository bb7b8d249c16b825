package com.zhaoli.pay.simulator.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.simulator.Fen;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.state.DeviceState;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
  @Test
  void aChineseCharacterIsTwoColumnsWide() {
    assertThat(Columns.width("金额 A￥1")).isEqualTo(9);
    assertThat(Columns.ends("金额", "1.00", 12)).isEqualTo("金额    1.00");
  }

  @Test
  void noLineOfASlipIsWiderThanThePaper() {
    TradeEntry trade =
        TradeEntry.begun(
            "20260101-abcd-00001",
            "QR",
            100_000_000_000L,
            "",
            null,
            Instant.parse("2026-01-01T00:00:00Z"));

    DeviceState terminal =
        new DeviceState("SN-1", "abcd", null, null, null, null, 0, null, false, null);

    assertThat(LocalReceipt.of(trade, terminal, true, false).split("\n", -1))
        .filteredOn(line -> !line.contains("Unknown"))
        .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(32));
    assertThat(LocalReceipt.of(trade, terminal, true, false))
        .contains("离线 OFFLINE", "重打印 REPRINT", "￥1000000000.00");
  }

  @Test
  void aLongTextIsCutWhereThePaperEndsAndBetweenCharacters() {
    assertThat(Columns.wrapped("人民广场店 A", 7)).containsExactly("人民广", "场店 A");
    assertThat(Columns.wrapped("", 7)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"12.80,1280", "0.01,1", "5,500", "1.5,150"})
  void amountsAreReadToTheFen(String typed, long fen) {
    assertThat(Fen.of(typed)).isEqualTo(fen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.00", "-1", "1.234", "abc", "", "1e3", "9999999999"})
  void whatIsNoAmountIsRefused(String typed) {
    assertThatThrownBy(() -> Fen.of(typed)).isInstanceOf(IllegalArgumentException.class);
  }
}
