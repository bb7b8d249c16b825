package com.zhaoli.pay.payment.statement.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.statement.StatementRow;
import com.zhaoli.pay.payment.statement.StatementRow.EntryType;
import com.zhaoli.pay.payment.statement.StatementTotals;
import com.zhaoli.pay.payment.statement.StatementTotals.Sum;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementCsvTest {

  @Test
  void aRowIsQuotedAndInTheReadersUnits() {
    StatementRow row =
        new StatementRow(
            EntryType.PAYMENT,
            Instant.parse("2026-05-01T16:00:01Z"),
            "pay_1",
            "-order",
            null,
            null,
            "=HYPERLINK(\"http://x\",\"a, b\")",
            "ALIPAY",
            "2026",
            new Money(1_230),
            null);
    assertThat(StatementCsv.row(row))
        .isEqualTo(
            "\"PAYMENT\",\"2026-05-02 00:00:01\",\"pay_1\",\"'-order\",\"\",\"\","
                + "\"'=HYPERLINK(\"\"http://x\"\",\"\"a, b\"\")\",\"ALIPAY\",\"2026\",\"12.30\","
                + "\"\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "＠a"})
  void noTextIsAFormula(String text) {
    assertThat(StatementCsv.text(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-1", "茶=茶", "order_1", ""})
  void otherTextsStayAsTheyAre(String text) {
    assertThat(StatementCsv.text(text)).isEqualTo(text);
  }

  @Test
  void theLastLineIsTheNetAmountWhichMayBeNegative() {
    StatementTotals totals =
        new StatementTotals(
            new Sum(2, new Money(300)), new Sum(1, new Money(100)), new Sum(3, new Money(1_205)));
    assertThat(totals.netFen()).isEqualTo(-1_005);
    assertThat(StatementCsv.totals(totals))
        .isEqualTo(
            """
            "TOTAL_PAYMENTS","3.00","2"\r
            "TOTAL_REVERSALS","1.00","1"\r
            "TOTAL_REFUNDS","12.05","3"\r
            "NET","-10.05"\r
            """);
  }
}
