package com.zhaoli.pay.payment.reconcile;

import static com.zhaoli.pay.payment.reconcile.Entries.paid;
import static com.zhaoli.pay.payment.reconcile.Entries.refund;
import static com.zhaoli.pay.payment.reconcile.Entries.refunded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BillFoldTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void rowsOfOneNumberAreOneEntryWhereverPagesEnd(int pageRows) {
    List<BillEntry> entries =
        fold(
            pageRows,
            paid("at_1", 100),
            paid("at_2", 7),
            paid("at_2", 7),
            paid("at_2", 7),
            paid("at_3", 5));
    assertThat(entries).extracting(BillEntry::entryNo).containsExactly("at_1", "at_2", "at_3");
    assertThat(entries).extracting(BillEntry::rows).containsExactly(1L, 3L, 1L);
    assertThat(entries)
        .extracting(BillEntry::amount)
        .containsExactly(new Money(100), new Money(21), new Money(5));
  }

  @Test
  void whatTookPlaceOutweighsWhatWasOnItsWay() {
    BillRow onItsWay = refund("ref_1", "at_1", 5, RowStatus.PROCESSING);
    BillRow through = refunded("ref_1", "at_1", 5);
    BillRow failed = refund("ref_1", "at_1", 5, RowStatus.FAILED);
    for (List<BillRow> order :
        List.of(List.of(onItsWay, through, failed), List.of(through, failed, onItsWay))) {
      BillEntry entry = fold(2, order.toArray(BillRow[]::new)).get(0);
      assertThat(entry.status()).isEqualTo(RowStatus.SUCCEEDED);
      assertThat(entry.amount()).isEqualTo(new Money(5));
      assertThat(entry.rows()).isEqualTo(3);
    }
  }

  @Test
  void paymentsAndRefundsAreKnownByTheNumberThatWeGave() {
    assertThat(StagedRow.of(paid("at_1", 1), 1).entryNo()).isEqualTo("at_1");
    assertThat(StagedRow.of(refunded("ref_1", "at_1", 1), 1).entryNo()).isEqualTo("ref_1");
    assertThat(StagedRow.of(refund(null, "at_1", 1, RowStatus.SUCCEEDED), 1).entryNo())
        .isEqualTo("at_1");
    assertThat(StagedRow.of(refund(" ", "at_1", 1, RowStatus.SUCCEEDED), 1).entryNo())
        .isEqualTo("at_1");
    assertThat(StagedRow.of(refunded("ref_1", "at_1", 1), 1).subject()).isEqualTo(Kind.REFUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "订单", "two words"})
  void aNumberThatNoChannelKnowsIsRefused(String number) {
    assertThatThrownBy(() -> StagedRow.of(paid(number, 1), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersHaveABound() {
    assertThat(StagedRow.of(paid("9".repeat(64), 1), 1).entryNo()).hasSize(64);
    assertThatThrownBy(() -> StagedRow.of(paid("9".repeat(65), 1), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<BillEntry> fold(int pageRows, BillRow... rows) {
    BillFold fold = new BillFold();
    List<BillEntry> entries = new ArrayList<>();
    List<StagedRow> page = new ArrayList<>();
    for (BillRow row : rows) {
      page.add(StagedRow.of(row, page.size() + 1L));
      if (page.size() == pageRows) {
        entries.addAll(fold.add(page));
        page.clear();
      }
    }
    entries.addAll(fold.add(page));
    fold.end().ifPresent(entries::add);
    assertThat(fold.end()).isEmpty();
    return entries;
  }
}
