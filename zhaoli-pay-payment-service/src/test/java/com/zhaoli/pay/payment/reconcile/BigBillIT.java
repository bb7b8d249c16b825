package com.zhaoli.pay.payment.reconcile;

import static com.zhaoli.pay.payment.reconcile.Entries.paid;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import java.sql.Timestamp;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A day with many payments. The number can be raised and the heap made small from outside: {@code
 * -Dtest.jvm.args="-Xmx192m -Dreconcile.rows=1000000"}.
 */
class BigBillIT extends RunningReconciliation {
  private static final int ROWS = Integer.getInteger("reconcile.rows", 100_000);
  private static final int MILLIS_OF_A_DAY = 86_400_000;
  private static final long MEGABYTE = 1 << 20;

  @Autowired private ReconcilePass pass;

  private long mostUsed;

  @AfterEach
  void leaveNothing() {
    jdbc.update("DELETE FROM payment_attempt WHERE channel_account_no = ?", account);
    jdbc.update("UPDATE reconcile_run SET cleanup_at = created_at WHERE cleanup_at IS NOT NULL");
    pass.cleanUp();
  }

  @Test
  void aBigBillIsComparedInBatchesAndPagesWithoutGrowingMemory() {
    String prefix = no("at_b") + "_";
    int inserted =
        jdbc.update(
            """
            INSERT INTO payment_attempt (attempt_no, payment_no, merchant_no, channel,
              channel_account_no, amount_fen, status, call_until, created_at, updated_at, paid_at)
            SELECT CONCAT(?, LPAD(seq, 8, '0')), CONCAT('pay_', seq), ?, 'WECHAT', ?, seq,
              'SUCCEEDED', ?, ?, ?, TIMESTAMPADD(MICROSECOND, seq * ?, ?)
            FROM seq_1_to_%d
            """
                .formatted(ROWS),
            prefix,
            MERCHANT,
            account,
            Timestamp.from(noon()),
            Timestamp.from(noon()),
            Timestamp.from(noon()),
            // As fast as a day allows: at last some share a millisecond.
            1_000L * MILLIS_OF_A_DAY / (2L * ROWS),
            Timestamp.from(day.start()));
    assertThat(inserted).isEqualTo(ROWS);
    bills.script(account, day, rows -> produce(prefix, rows));
    long used = usedBytes();
    long inserts = statements("Com_insert");
    long selects = statements("Com_select");

    RunBO run = compare(day);

    assertThat(run.failure()).isNull();
    assertThat(run.status()).isEqualTo(RunStatus.DONE);
    assertThat(run.totals().billRows()).isEqualTo(ROWS);
    assertThat(differences())
        .containsExactlyInAnyOrder(
            "AMOUNT " + prefix + "00000007 OPEN",
            "MISSING_HERE " + prefix + "00000000 OPEN",
            "MISSING_THERE " + prefix + "%08d OPEN".formatted(ROWS / 2));
    assertThat(statements("Com_insert") - inserts).isLessThan(ROWS / 500 + 200);
    assertThat(statements("Com_select") - selects).isLessThan(8L * ROWS / 1_000 + 500);
    assertThat(mostUsed - used).as("bytes in use more than before").isLessThan(24 * MEGABYTE);
  }

  /** Made while it is read. One row is too many, one is missing, one has another amount. */
  private BillOutcome produce(String prefix, Consumer<BillRow> rows) {
    for (int i = 0; i <= ROWS; i++) {
      if (i != ROWS / 2) {
        rows.accept(paid(prefix + "%08d".formatted(i), i == 7 ? 8 : i));
      }
      if (i % (ROWS / 4) == ROWS / 8) {
        mostUsed = Math.max(mostUsed, usedBytes());
      }
    }
    return new BillOutcome.Read(ROWS);
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private long statements(String counter) {
    return jdbc.query("SHOW GLOBAL STATUS LIKE '" + counter + "'", (row, i) -> row.getLong("Value"))
        .get(0);
  }
}
