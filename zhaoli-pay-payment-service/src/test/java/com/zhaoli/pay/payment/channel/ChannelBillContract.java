package com.zhaoli.pay.payment.channel;

import static com.zhaoli.pay.payment.channel.ChannelFixture.AMOUNT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.ATTEMPT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PART;
import static com.zhaoli.pay.payment.channel.ChannelFixture.REFUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the bill of a day is read. A channel that makes no bills has none of this. */
public interface ChannelBillContract extends ChannelContract {
  LocalDate DAY = LocalDate.of(2026, 11, 23);

  private BillOutcome read(List<BillRow> rows) {
    ChannelBills bills = fixture().bills().orElseThrow();
    return bills.read(ChannelAccounts.PLATFORM, DAY, rows::add);
  }

  private void paidAndPartlyRefunded() {
    fixture().paid();
    fixture().here().refund(fixture().refund(REFUND, PART));
    fixture().there().settle(REFUND);
    fixture().there().makeBill(DAY);
  }

  @Test
  default void everyPaymentAndRefundIsARow() {
    assumeTrue(fixture().bills().isPresent(), "a channel need not make bills");
    paidAndPartlyRefunded();
    List<BillRow> rows = new ArrayList<>();
    assertThat(read(rows)).isEqualTo(new BillOutcome.Read(2));
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.channelTradeNo()).isEqualTo("T" + ATTEMPT))
        .allSatisfy(row -> assertThat(row.attemptNo()).isEqualTo(ATTEMPT))
        .allSatisfy(row -> assertThat(row.status()).isEqualTo(RowStatus.SUCCEEDED))
        .allSatisfy(row -> assertThat(row.at()).isNotNull());
    BillRow payment = row(rows, Kind.PAYMENT);
    assertThat(payment.amount()).isEqualTo(AMOUNT);
    assertThat(payment.refundNo()).isNull();
    BillRow refund = row(rows, Kind.REFUND);
    assertThat(refund.amount()).isEqualTo(PART);
    assertThat(refund.refundNo()).isEqualTo(REFUND);
  }

  private static BillRow row(List<BillRow> rows, Kind kind) {
    return rows.stream().filter(row -> row.kind() == kind).findFirst().orElseThrow();
  }

  @Test
  default void aDayWithoutABillIsNotThere() {
    assumeTrue(fixture().bills().isPresent(), "a channel need not make bills");
    fixture().paid();
    List<BillRow> rows = new ArrayList<>();
    assertThat(read(rows)).isEqualTo(new BillOutcome.NotThere());
    assertThat(rows).isEmpty();
  }

  @Test
  default void aBillThatDoesNotAddUpIsDamaged() {
    assumeTrue(fixture().bills().isPresent(), "a channel need not make bills");
    paidAndPartlyRefunded();
    fixture().there().spoilBills();
    assertThat(read(new ArrayList<>())).isInstanceOf(BillOutcome.Damaged.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"HANGS", "MALFORMED", "UNKNOWN_CODE", "FORGED", "SERVER_ERROR"})
  default void withoutAClearAnswerABillIsUnknown(Behaviour behaviour) {
    assumeTrue(fixture().bills().isPresent(), "a channel need not make bills");
    paidAndPartlyRefunded();
    fixture().there().behave(behaviour);
    assertThat(read(new ArrayList<>())).isInstanceOf(BillOutcome.Unknown.class);
  }

  @Test
  default void theBillOfAChannelThatIsNotThereIsUnknown() {
    assumeTrue(fixture().bills().isPresent(), "a channel need not make bills");
    fixture().there().close();
    assertThat(read(new ArrayList<>())).isInstanceOf(BillOutcome.Unknown.class);
  }
}
