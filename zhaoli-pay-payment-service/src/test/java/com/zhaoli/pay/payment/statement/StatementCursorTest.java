package com.zhaoli.pay.payment.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.payment.statement.StatementRow.EntryType;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementCursorTest {

  @Test
  void whatWasWrittenIsReadBack() {
    for (EntryType type : EntryType.values()) {
      StatementCursor cursor =
          new StatementCursor(type, Instant.parse("2026-05-01T00:00:00.123Z"), "pay_1");
      assertThat(StatementCursor.parse(cursor.text())).isEqualTo(cursor);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "p", "p.1", "p.1.", "x.1.a", "p.-1.a", "p.1.a'b", "p.9999999999999999.a"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> StatementCursor.parse(text)).isInstanceOf(ApiException.class);
  }
}
