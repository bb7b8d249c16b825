package com.zhaoli.pay.e2e.poschaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.e2e.faults.books.Evidence;
import com.zhaoli.pay.e2e.faults.books.PaymentFile;
import com.zhaoli.pay.e2e.faults.books.Promises;
import com.zhaoli.pay.e2e.faults.books.Rows;
import com.zhaoli.pay.simulator.journal.RefundEntry;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Plants what must not be, to see that it is found. */
class PosRulesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static TradeEntry entry(String status, long amount) {
    TradeEntry begun = TradeEntry.begun("a-1", "BARCODE", amount, "", "shf_1", NOW);
    return status.equals("UNKNOWN")
        ? begun
        : begun.told(JsonMapper.shared().readTree("{\"status\":\"" + status + "\"}"), NOW);
  }

  private static PosRows.Trade row(String status, long amount) {
    return new PosRows.Trade(
        "pt_1", "trm_1", "a-1", "BARCODE", amount, status, "WECHAT", null, false, NOW, null, NOW);
  }

  private static Rows.Payment payment(String status, long amount) {
    return new Rows.Payment(
        "pay_1", "pt_1", "BARCODE", "WECHAT", status, amount, 0, 0, 1, "at_1", "tx", null, "", "",
        null);
  }

  private static List<String> found(
      @Nullable TradeEntry entry,
      PosRows.@Nullable Trade row,
      Rows.@Nullable Payment payment,
      SaleKind kind) {
    List<PaymentFile> files =
        Stream.ofNullable(payment)
            .map(
                paid ->
                    new PaymentFile(
                        paid, null, List.of(), List.of(), List.of(), List.of(), List.of(),
                        List.of(), List.of(), List.of()))
            .toList();
    return new PosRules(
            Stream.ofNullable(row).toList(),
            List.of(),
            new Evidence(files, List.of(), List.of(), new Promises()))
        .check(List.of(new Books(entry, kind)));
  }

  /** A terminal with at most one trade. */
  private record Books(@Nullable TradeEntry trade, SaleKind kind) implements TerminalBooks {
    @Override
    public String terminalNo() {
      return "trm_1";
    }

    @Override
    public List<TradeEntry> trades() {
      return Stream.ofNullable(trade).toList();
    }

    @Override
    public List<RefundEntry> refunds() {
      return List.of();
    }

    @Override
    public Optional<SaleKind> kindOf(String terminalTradeNo) {
      return Optional.of(kind);
    }

    @Override
    public List<String> mistakes() {
      return List.of();
    }
  }

  @Test
  void soundBooksHaveNoViolation() {
    assertThat(
            found(
                entry("SUCCEEDED", 5),
                row("SUCCEEDED", 5),
                payment("SUCCEEDED", 5),
                SaleKind.BARCODE_PAID))
        .isEmpty();
    assertThat(
            found(
                entry("REVERSED", 5),
                row("REVERSED", 5),
                payment("REVERSED", 5),
                SaleKind.BARCODE_NEVER_PAID))
        .isEmpty();
    assertThat(found(entry("FAILED", 5), row("FAILED", 5), null, SaleKind.BARCODE_REFUSED))
        .isEmpty();
  }

  @Test
  void whatDoesNotAgreeIsFound() {
    SaleKind kind = SaleKind.BARCODE_PAID;
    assertThat(found(entry("UNKNOWN", 5), row("SUCCEEDED", 5), payment("SUCCEEDED", 5), kind))
        .isNotEmpty();
    assertThat(found(entry("FAILED", 5), row("SUCCEEDED", 5), payment("SUCCEEDED", 5), kind))
        .isNotEmpty();
    assertThat(found(entry("SUCCEEDED", 5), row("SUCCEEDED", 6), payment("SUCCEEDED", 6), kind))
        .isNotEmpty();
    assertThat(found(entry("SUCCEEDED", 5), row("SUCCEEDED", 5), null, kind)).isNotEmpty();
    assertThat(found(entry("SUCCEEDED", 5), row("SUCCEEDED", 5), payment("FAILED", 5), kind))
        .isNotEmpty();
    assertThat(found(entry("SUCCEEDED", 5), row("SUCCEEDED", 5), payment("SUCCEEDED", 6), kind))
        .isNotEmpty();
    assertThat(found(entry("FAILED", 5), row("FAILED", 5), payment("SUCCEEDED", 5), kind))
        .isNotEmpty();
    assertThat(found(entry("REVERSED", 5), row("REVERSED", 5), payment("CLOSED", 5), kind))
        .isNotEmpty();
    assertThat(found(null, row("FAILED", 5), null, kind)).isNotEmpty();
    assertThat(found(entry("SUCCEEDED", 5), null, null, kind)).isNotEmpty();
    assertThat(found(null, null, payment("SUCCEEDED", 5), kind)).isNotEmpty();
  }

  @Test
  void moneyOfAPayerWhoNeverPaidAndAContradictionAreFound() {
    assertThat(
            found(
                entry("SUCCEEDED", 5),
                row("SUCCEEDED", 5),
                payment("SUCCEEDED", 5),
                SaleKind.BARCODE_NEVER_PAID))
        .isNotEmpty();
    assertThat(
            found(
                entry("SUCCEEDED", 5).contradicted("REVERSED"),
                row("SUCCEEDED", 5),
                payment("SUCCEEDED", 5),
                SaleKind.BARCODE_PAID))
        .isNotEmpty();
    assertThat(
            found(
                entry("UNKNOWN", 5).notTaken("RATE_LIMITED", NOW),
                row("SUCCEEDED", 5),
                payment("SUCCEEDED", 5),
                SaleKind.BARCODE_PAID))
        .isNotEmpty();
  }
}
