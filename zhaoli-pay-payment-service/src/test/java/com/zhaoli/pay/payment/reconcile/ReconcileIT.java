package com.zhaoli.pay.payment.reconcile;

import static com.zhaoli.pay.payment.reconcile.Entries.paid;
import static com.zhaoli.pay.payment.reconcile.Entries.refund;
import static com.zhaoli.pay.payment.reconcile.Entries.refunded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.Together;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import com.zhaoli.pay.payment.reconcile.OwnEntry.State;
import com.zhaoli.pay.payment.reconcile.internal.BillStaging;
import com.zhaoli.pay.payment.reconcile.internal.DifferenceStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Bills against books, on a real database. */
@ExtendWith(OutputCaptureExtension.class)
class ReconcileIT extends RunningReconciliation {
  @Autowired private BillStaging staging;
  @Autowired private ReconcileProperties limits;
  @Autowired private DifferenceStore differences;
  @Autowired private ReconcilePass pass;
  @Autowired private Reconciliations reconciliations;
  @Autowired private DifferenceGauge gauge;
  @Autowired private MeterRegistry meters;

  @Test
  void everyKindOfDifferenceIsFoundAndNothingElse(CapturedOutput output) {
    String agreed = paidHere(100, noon());
    String amount = paidHere(200, noon());
    String missing = paidHere(300, noon());
    String closed = attempt(400, "CLOSED", null);
    String agreedBack = refundHere(agreed, 10, "SUCCEEDED", noon());
    String amountBack = refundHere(agreed, 11, "SUCCEEDED", noon());
    String missingBack = refundHere(agreed, 12, "SUCCEEDED", noon());
    String failedBack = refundHere(agreed, 13, "FAILED", null);

    RunBO run =
        compare(
            day,
            List.of(
                paid(agreed, 100),
                paid(amount, 201),
                paid("foreign_1" + account, 500),
                paid(closed, 400),
                refunded(agreedBack, agreed, 10),
                refunded(amountBack, agreed, 1),
                refunded("foreign_2" + account, agreed, 5),
                refunded(failedBack, agreed, 13)));

    assertThat(run.status()).isEqualTo(RunStatus.DONE);
    assertThat(run.dueAt()).as("what failed may be back after all, and is asked for").isNotNull();
    assertThat(run.differences()).isEqualTo(8);
    assertThat(run.totals())
        .isEqualTo(
            new RunBO.Totals(8, new Money(1_201), new Money(29), new Money(600), new Money(33)));
    assertThat(differences())
        .containsExactlyInAnyOrder(
            "AMOUNT " + amount + " OPEN",
            "MISSING_HERE foreign_1" + account + " OPEN",
            "MISSING_THERE " + missing + " OPEN",
            "STATUS " + closed + " OPEN",
            "AMOUNT " + amountBack + " OPEN",
            "MISSING_HERE foreign_2" + account + " OPEN",
            "MISSING_THERE " + missingBack + " OPEN",
            "STATUS " + failedBack + " OPEN");
    assertThat(output).containsOnlyOnce("ALERT: the bill of WECHAT " + account);
  }

  @Test
  void aDoubledRowShowsAsADoubledAmount() {
    String attemptNo = paidHere(100, noon());
    compare(day, List.of(paid(attemptNo, 100), paid(attemptNo, 100)));
    assertThat(differences()).containsExactly("AMOUNT " + attemptNo + " OPEN");
    assertThat(
            jdbc.queryForMap(
                "SELECT bill_fen, own_fen, bill_rows FROM reconcile_difference WHERE entry_no = ?",
                attemptNo))
        .containsEntry("bill_fen", 200L)
        .containsEntry("own_fen", 100L)
        .containsEntry("bill_rows", 2L);
  }

  @Test
  void accountsAndChannelsDoNotMix() {
    String mine = paidHere(100, noon());
    String theirs = paidHere(100, noon());
    jdbc.update("UPDATE payment_attempt SET channel = 'OTHER' WHERE attempt_no = ?", theirs);
    compare(day, List.of(paid(mine, 100), paid(theirs, 100)));
    assertThat(differences()).containsExactly("MISSING_HERE " + theirs + " OPEN");
  }

  @Test
  void theSameAgainKeepsWhatOperatorsDecided(CapturedOutput output) {
    String ignored = paidHere(100, noon());
    String changed = paidHere(200, noon());
    String gone = paidHere(300, noon());
    String stays = paidHere(400, noon());
    List<BillRow> first = List.of(paid(ignored, 1), paid(changed, 2), paid(gone, 3));
    RunBO run = compare(day, first);
    decide(ignored, "ignore");
    decide(changed, "resolve");

    compare(day, List.of(paid(ignored, 1), paid(changed, 4), paid(gone, 300)));

    assertThat(differences())
        .containsExactlyInAnyOrder(
            "AMOUNT " + ignored + " IGNORED",
            "AMOUNT " + changed + " OPEN",
            "AMOUNT " + gone + " RESOLVED",
            "MISSING_THERE " + stays + " OPEN");
    assertThat(output).contains("differs from our books: {AMOUNT=1}");
    assertThat(runs.find(run.runNo()).orElseThrow().turn()).isEqualTo(2);
    assertThat(stagedRows(run.runNo())).isEqualTo(3);

    // What went by itself and comes back is open again.
    compare(day, first);
    assertThat(differences()).contains("AMOUNT " + gone + " OPEN");
  }

  private void decide(String entryNo, String decision) {
    Answer answer =
        ops(
            "POST",
            "/differences/" + differenceNo(entryNo) + "/" + decision,
            "{\"note\":\"known\"}",
            "ADMIN");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aDamagedBillLeavesNoDifferenceAndRaisesAnAlert(CapturedOutput output) {
    paidHere(100, noon());
    bills.script(
        account,
        day,
        rows -> {
          IntStream.range(0, 1_200).forEach(i -> rows.accept(paid("foreign_" + i, 1)));
          return new BillOutcome.Damaged("the hash is wrong");
        });
    RunBO run = compare(day);
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.failure()).contains("the hash is wrong");
    assertThat(run.dueAt()).isAfter(clock.instant());
    assertThat(differences()).isEmpty();
    assertThat(output).contains("ALERT: the bill of WECHAT " + account);

    pass.cleanUp();
    assertThat(stagedRows(run.runNo())).isZero();
  }

  @Test
  void aDamagedBillChangesNothingThatWasFoundBefore() {
    String missing = paidHere(100, noon());
    compare(day, List.of());
    bills.script(account, day, rows -> new BillOutcome.Damaged("cut off"));
    assertThat(compare(day).status()).isEqualTo(RunStatus.FAILED);
    assertThat(differences()).containsExactly("MISSING_THERE " + missing + " OPEN");
  }

  @Test
  void rowsThatGotLostOnTheWayMakeABillDamaged() {
    bills.script(
        account,
        day,
        rows -> {
          rows.accept(paid("foreign_1", 1));
          return new BillOutcome.Read(2);
        });
    assertThat(compare(day).failure()).contains("1 rows were handed over of 2");
    assertThat(differences()).isEmpty();
  }

  @Test
  void whatGoesWrongHereIsNotForgottenWhenTheChannelSwallowsIt() {
    bills.script(
        account,
        day,
        rows -> {
          for (BillRow row : List.of(paid("no number at all", 1), paid("foreign_1", 1))) {
            try {
              rows.accept(row);
            } catch (RuntimeException e) {
              assertThat(e).isInstanceOf(IllegalArgumentException.class);
            }
          }
          return new BillOutcome.Read(2);
        });
    RunBO run = compare(day);
    assertThat(run.failure()).contains("row 1 has a number of no known form");
    assertThat(differences()).isEmpty();
  }

  @Test
  void aBillThatIsNotThereIsAskedForAgainAfterGrowingPauses() {
    paidHere(100, noon());
    Instant before = clock.instant();
    RunBO run = compare(day);
    assertThat(run.status()).isEqualTo(RunStatus.NOT_THERE);
    assertThat(run.dueAt())
        .isBetween(before.plus(limits.retryFirst()), clock.instant().plus(limits.retryFirst()));

    makeDue(run);
    before = clock.instant();
    worker.workDue();
    run = runs.find(run.runNo()).orElseThrow();
    assertThat(run.tries()).isEqualTo(2);
    assertThat(run.dueAt()).isAfterOrEqualTo(before.plus(limits.retryFirst().multipliedBy(2)));

    bills.bill(account, day, List.of());
    makeDue(run);
    worker.workDue();
    assertThat(runs.find(run.runNo()).orElseThrow().status()).isEqualTo(RunStatus.DONE);
  }

  @Test
  void aBillThatNeverComesIsGivenUpWithAnAlertUnlessNothingIsMissing(CapturedOutput output) {
    RunBO quiet = compare(day);
    exhaust(quiet);
    assertThat(output).doesNotContain("was given up");

    paidHere(100, noon());
    RunBO loud = compare(day);
    exhaust(loud);
    assertThat(output).contains("ALERT: the reconciliation of WECHAT " + account);
  }

  private void exhaust(RunBO run) {
    jdbc.update(
        "UPDATE reconcile_run SET tries = ? WHERE run_no = ?",
        limits.retryLimit() - 1,
        run.runNo());
    makeDue(run);
    worker.workDue();
    RunBO given = runs.find(run.runNo()).orElseThrow();
    assertThat(given.status()).isEqualTo(RunStatus.NOT_THERE);
    assertThat(given.dueAt()).isNull();
  }

  @Test
  void whoDiesInTheMiddleIsFollowedByAnother() {
    String agreed = paidHere(100, noon());
    String missing = paidHere(200, noon());
    bills.bill(account, day, List.of(paid(agreed, 100)));
    RunBO run = runs.ensure(billAccount(), day, clock.instant());
    Lease dead = runs.takeDue().orElseThrow();
    staging.add(dead, List.of(StagedRow.of(paid("half_a_bill", 1), 1)));
    assertThat(runs.takeDue()).as("the lease holds").isEmpty();
    assertThat(runs.ask(run.runNo(), "opr_1")).isFalse();

    leaseRunsOut(run);
    assertThat(worker.workDue()).isEqualTo(1);

    assertThat(runs.find(run.runNo()).orElseThrow().status()).isEqualTo(RunStatus.DONE);
    assertThat(differences()).containsExactly("MISSING_THERE " + missing + " OPEN");
    assertThat(stagedRows(run.runNo())).isEqualTo(1);
    assertThatThrownBy(() -> runs.renew(dead)).isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> runs.beginComparing(dead)).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void whoDiesBeforeItsAlertIsFollowedByOneWhoCalls(CapturedOutput output) {
    String attemptNo = paidHere(100, noon());
    RunBO run = runs.ensure(billAccount(), day, clock.instant());
    Lease dead = runs.takeDue().orElseThrow();
    runs.beginComparing(dead);
    differences.record(
        dead,
        Kind.PAYMENT,
        List.of(
            Finding.missingThere(
                Entries.own(Kind.PAYMENT, attemptNo, 100, State.TOOK_PLACE, noon()), null)));
    bills.bill(account, day, List.of());
    leaseRunsOut(run);
    worker.workDue();
    String alert = "differs from our books: {MISSING_THERE=1}";
    assertThat(output).containsOnlyOnce(alert);

    compare(day);
    assertThat(output).containsOnlyOnce(alert);
  }

  @Test
  void whoLostTheLeaseWhileReadingHasNoEffectAnyMore() {
    String attemptNo = paidHere(100, noon());
    RunBO run = runs.ensure(billAccount(), day, clock.instant());
    Lease slow = runs.takeDue().orElseThrow();
    List<String> seen = new ArrayList<>();
    bills.script(
        account,
        day,
        rows -> {
          IntStream.range(0, 499).forEach(i -> rows.accept(paid("foreign_" + i, 1)));
          // Before the first batch is full the lease ends, and another one does all of it.
          bills.bill(account, day, List.of(paid(attemptNo, 100)));
          leaseRunsOut(run);
          worker.workDue();
          try {
            rows.accept(paid("foreign_499", 1));
          } catch (LeaseLostException e) {
            seen.add("told");
            throw e;
          }
          return new BillOutcome.Read(500);
        });
    worker.work(slow);

    assertThat(seen).containsExactly("told");
    RunBO done = runs.find(run.runNo()).orElseThrow();
    assertThat(done.status()).isEqualTo(RunStatus.DONE);
    assertThat(done.turn()).isEqualTo(2);
    assertThat(stagedRows(run.runNo())).isEqualTo(1);
    assertThat(differences()).isEmpty();
  }

  @Test
  void aRunThatKillsWhoeverTakesItIsGivenUp(CapturedOutput output) {
    RunBO run = runs.ensure(billAccount(), day, clock.instant());
    jdbc.update("UPDATE reconcile_run SET tries = 20 WHERE run_no = ?", run.runNo());
    worker.workDue();
    RunBO given = runs.find(run.runNo()).orElseThrow();
    assertThat(given.status()).isEqualTo(RunStatus.FAILED);
    assertThat(given.dueAt()).isNull();
    assertThat(output).contains("ALERT: the reconciliation of WECHAT " + account);
  }

  @Test
  void instancesNeverTakeTheSameRun() {
    for (int back = 0; back < 8; back++) {
      runs.ensure(billAccount(), new BusinessDay(day.date().minusDays(back)), clock.instant());
    }
    List<Optional<Lease>> taken =
        Together.run(IntStream.range(0, 8).boxed().toList(), i -> runs.takeDue());
    List<String> numbers = taken.stream().flatMap(Optional::stream).map(Lease::runNo).toList();
    assertThat(numbers).doesNotHaveDuplicates().isNotEmpty();
  }

  @Test
  void whatTheChannelCountsToTheNextDayIsWaitedForAndFoundThere() {
    String late = paidHere(100, day.end().minusMillis(5));
    String lateBack = refundHere(late, 5, "SUCCEEDED", day.end().minusMillis(4));
    RunBO run = compare(day, List.of());
    assertThat(run.differences()).isEqualTo(2);
    assertThat(differences())
        .containsExactly(
            "MISSING_THERE " + late + " WAITING", "MISSING_THERE " + lateBack + " WAITING");
    assertThat(runs.find(billAccount(), day.next())).as("the next day is made").isPresent();

    RunBO next = compare(day.next(), List.of(paid(late, 100), refunded(lateBack, late, 5)));
    assertThat(next.differences()).isZero();
    assertThat(differences())
        .containsExactly(
            "MISSING_THERE " + late + " RESOLVED", "MISSING_THERE " + lateBack + " RESOLVED");

    assertThat(compare(day).differences()).as("made again").isZero();
  }

  @Test
  void whatIsInNeitherDaysBillIsOpenInTheEnd(CapturedOutput output) {
    String late = paidHere(100, day.end().minusMillis(5));
    compare(day, List.of());
    compare(day.next(), List.of());
    assertThat(differences()).containsExactly("MISSING_THERE " + late + " OPEN");
    assertThat(output)
        .contains("ALERT: the bill of WECHAT %s of %s differs".formatted(account, day));
  }

  @Test
  void whatTheChannelCountsToTheDayBeforeIsNotMissing() {
    String early = paidHere(100, day.end().plusMillis(5));
    assertThat(compare(day, List.of(paid(early, 100))).differences()).isZero();
    assertThat(compare(day.next(), List.of()).differences()).isZero();
    assertThat(differences()).isEmpty();
  }

  @Test
  void theOrderInWhichNeighbourDaysAreComparedDoesNotMatter() {
    String early = paidHere(100, day.end().plusMillis(5));
    assertThat(compare(day).status()).isEqualTo(RunStatus.NOT_THERE);
    compare(day.next(), List.of());
    assertThat(differences()).containsExactly("MISSING_THERE " + early + " WAITING");
    compare(day, List.of(paid(early, 100)));
    assertThat(differences()).containsExactly("MISSING_THERE " + early + " RESOLVED");
  }

  @Test
  void whatIsOpenHereIsAskedForAndTheDayIsComparedOnceMore() {
    String open = attempt(100, "PAYING", null);
    String back = refundHere(open, 5, "PROCESSING", null);
    RunBO run = compare(day, List.of(paid(open, 100), refunded(back, open, 5)));
    assertThat(differences())
        .containsExactly("STATUS " + open + " OPEN", "STATUS " + back + " OPEN");
    assertThat(isDueAtChannel("payment_attempt", "attempt_no", open)).isTrue();
    assertThat(isDueAtChannel("payment_refund", "refund_no", back)).isTrue();
    assertThat(run.dueAt()).isAfter(clock.instant().plus(Duration.ofMinutes(29)));

    // The sync brings both home.
    jdbc.update(
        "UPDATE payment_attempt SET status = 'SUCCEEDED', paid_at = ? WHERE attempt_no = ?",
        Timestamp.from(clock.instant()),
        open);
    jdbc.update(
        "UPDATE payment_refund SET status = 'SUCCEEDED', refunded_at = ? WHERE refund_no = ?",
        Timestamp.from(clock.instant()),
        back);
    makeDue(run);
    worker.workDue();
    assertThat(differences())
        .containsExactly("STATUS " + open + " RESOLVED", "STATUS " + back + " RESOLVED");
    assertThat(runs.find(run.runNo()).orElseThrow().dueAt()).isNull();
    BusinessDay learnt = BusinessDay.today(clock);
    assertThat(compare(learnt, List.of()).differences())
        .as("the day on which we learnt of it")
        .isZero();
  }

  @Test
  void aRefundThatFailedHereAndIsBackInTheBillIsAskedFor() {
    String order = attempt(100, "SUCCEEDED", day.end().minusSeconds(3_600));
    String back = refundHere(order, 5, "FAILED", null);
    String notBack = refundHere(order, 6, "FAILED", null);
    RunBO run =
        compare(
            day,
            List.of(
                paid(order, 100),
                refunded(back, order, 5),
                refund(notBack, order, 6, RowStatus.FAILED)));
    assertThat(differences()).containsExactly("STATUS " + back + " OPEN");
    assertThat(isDueAtChannel("payment_refund", "refund_no", back)).isTrue();
    assertThat(isDueAtChannel("payment_refund", "refund_no", notBack)).isFalse();
    assertThat(run.dueAt()).as("compared once more").isNotNull();
  }

  @Test
  void aRunIsMadeAgainByItselfOnceOnly() {
    String open = attempt(100, "PAYING", null);
    RunBO run = compare(day, List.of(paid(open, 100)));
    makeDue(run);
    worker.workDue();
    RunBO again = runs.find(run.runNo()).orElseThrow();
    assertThat(again.turn()).isEqualTo(2);
    assertThat(again.dueAt()).isNull();
    assertThat(differences()).containsExactly("STATUS " + open + " OPEN");
  }

  @Test
  void aReversalIsInTheBillWithBothItsHalvesOrNotAtAll() {
    String both = attempt(100, "REVERSED", noon());
    String neither = attempt(200, "REVERSED", noon());
    String kept = attempt(300, "REVERSED", noon());
    String unknownToUs = attempt(400, "REVERSED", null);
    compare(
        day,
        List.of(
            paid(both, 100),
            refund(null, both, 100, RowStatus.SUCCEEDED),
            paid(kept, 300),
            paid(unknownToUs, 400),
            refund("channel_made" + account, unknownToUs, 400, RowStatus.SUCCEEDED)));
    assertThat(differences()).containsExactly("STATUS " + kept + " OPEN");
    assertThat(neither).isNotEmpty();
  }

  @Test
  void aReversalThatWeDidNotMakeIsADifferenceOfStatus() {
    String undoneThere = paidHere(100, noon());
    String undoneAfterAll = paidHere(200, noon());
    String beingUndone = attempt(300, "REVERSING", null);
    compare(
        day,
        List.of(
            refund(null, undoneThere, 100, RowStatus.SUCCEEDED),
            paid(undoneAfterAll, 200),
            refund(null, undoneAfterAll, 200, RowStatus.SUCCEEDED),
            refund(null, beingUndone, 300, RowStatus.SUCCEEDED),
            refund(null, "foreign" + account, 5, RowStatus.SUCCEEDED)));
    assertThat(differences())
        .containsExactlyInAnyOrder(
            "STATUS " + undoneThere + " OPEN",
            "STATUS " + undoneAfterAll + " OPEN",
            "STATUS " + beingUndone + " OPEN",
            "MISSING_HERE foreign" + account + " OPEN");
    assertThat(isDueAtChannel("payment_attempt", "attempt_no", beingUndone)).isTrue();
  }

  @Test
  void theRunsOfADayAreMadeOnceForAccountsThatHadBusiness() {
    String busy = account;
    paidHere(100, noon());
    anAccountOfItsOwn();
    String refunding = account;
    String old = paidHere(100, noon().minus(Duration.ofDays(40)));
    refundHere(old, 5, "SUCCEEDED", noon());
    anAccountOfItsOwn();
    paidHere(100, noon().minus(Duration.ofDays(40)));
    jdbc.update("DELETE FROM reconcile_day");

    Together.run(
        List.of(1, 2, 3),
        i -> {
          reconciliations.openDays();
          return i;
        });

    for (String with : List.of(busy, refunding)) {
      RunBO run = runs.find(new BillAccount(TestBills.CHANNEL, with), day).orElseThrow();
      assertThat(run.status()).isEqualTo(RunStatus.PENDING);
      assertThat(run.dueAt()).isEqualTo(day.end().plus(limits.billTime()));
    }
    assertThat(runs.find(billAccount(), day)).isEmpty();
    assertThat(
            jdbc.queryForObject(
                "SELECT COUNT(*) FROM reconcile_day WHERE opened_at IS NOT NULL", Integer.class))
        .isBetween(limits.lookBackDays() - 1, limits.lookBackDays());
  }

  @Test
  void theRowsOfABillGoWhenTheirTimeIsOver() {
    String attemptNo = paidHere(100, noon());
    RunBO run = compare(day, List.of(paid(attemptNo, 100)));
    pass.cleanUp();
    assertThat(stagedRows(run.runNo())).isEqualTo(1);
    jdbc.update(
        "UPDATE reconcile_run SET cleanup_at = ? WHERE run_no = ?",
        Timestamp.from(clock.instant().minusSeconds(1)),
        run.runNo());
    pass.cleanUp();
    assertThat(stagedRows(run.runNo())).isZero();
    assertThat(
            jdbc.queryForObject(
                "SELECT COUNT(*) FROM reconcile_run WHERE run_no = ? AND cleanup_at IS NULL",
                Integer.class,
                run.runNo()))
        .isEqualTo(1);
  }

  @Test
  void openDifferencesAreCounted() {
    gauge.measure();
    double before =
        meters.get("zhaoli.reconcile.differences").tag("kind", "amount").gauge().value();
    String attemptNo = paidHere(100, noon());
    compare(day, List.of(paid(attemptNo, 1)));
    gauge.measure();
    assertThat(meters.get("zhaoli.reconcile.differences").tag("kind", "amount").gauge().value())
        .isEqualTo(before + 1);
  }

  private void makeDue(RunBO run) {
    jdbc.update(
        "UPDATE reconcile_run SET due_at = ? WHERE run_no = ?",
        Timestamp.from(clock.instant().minusSeconds(1)),
        run.runNo());
  }

  private void leaseRunsOut(RunBO run) {
    makeDue(run);
  }

  private boolean isDueAtChannel(String table, String key, String number) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT next_sync_at <= UTC_TIMESTAMP(3) FROM " + table + " WHERE " + key + " = ?",
            Boolean.class,
            number));
  }
}
