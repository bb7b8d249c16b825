package com.zhaoli.pay.payment.reconcile;

import static com.zhaoli.pay.payment.reconcile.Entries.entry;
import static com.zhaoli.pay.payment.reconcile.Entries.own;
import static com.zhaoli.pay.payment.reconcile.Entries.paid;
import static com.zhaoli.pay.payment.reconcile.Entries.refund;
import static com.zhaoli.pay.payment.reconcile.Entries.refunded;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import com.zhaoli.pay.payment.reconcile.OwnEntry.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  private static final BusinessDay DAY = new BusinessDay(LocalDate.of(2026, 5, 1));
  private static final Instant NOON = DAY.start().plus(Duration.ofHours(12));
  private static final Duration MARGIN = Duration.ofMinutes(30);

  @Test
  void whatBothHaveForTheSameAmountAgrees() {
    assertThat(judgePaid(100, State.TOOK_PLACE, NOON)).isEmpty();
    assertThat(
            Comparison.judge(
                entry(refunded("ref_1", "at_1", 5)),
                own(Kind.REFUND, "ref_1", 5, State.TOOK_PLACE, NOON),
                DAY))
        .isEmpty();
  }

  @Test
  void theDayOfOurBooksDoesNotMatter() {
    assertThat(judgePaid(100, State.TOOK_PLACE, DAY.end().plusMillis(1))).isEmpty();
    assertThat(judgePaid(100, State.TOOK_PLACE, DAY.start().minusMillis(1))).isEmpty();
  }

  @Test
  void whatOurBooksDoNotKnowIsMissingHereUnlessItFailed() {
    assertThat(Comparison.judge(entry(paid("at_1", 100)), null, DAY))
        .contains(DifferenceKind.MISSING_HERE);
    assertThat(Comparison.judge(entry(refund("ref_1", "at_1", 5, RowStatus.PROCESSING)), null, DAY))
        .contains(DifferenceKind.MISSING_HERE);
    assertThat(Comparison.judge(entry(refund("ref_1", "at_1", 5, RowStatus.FAILED)), null, DAY))
        .isEmpty();
  }

  @Test
  void anotherAmountIsADifference() {
    assertThat(judgePaid(101, State.TOOK_PLACE, NOON)).contains(DifferenceKind.AMOUNT);
    assertThat(judgePaid(99, State.REVERSED, NOON)).contains(DifferenceKind.AMOUNT);
  }

  @Test
  void moneyThatWeDoNotKnowOfIsADifferenceOfStatus() {
    assertThat(judgePaid(100, State.OPEN, null)).contains(DifferenceKind.STATUS);
    assertThat(judgePaid(100, State.DID_NOT, null)).contains(DifferenceKind.STATUS);
    assertThat(judgePaid(101, State.OPEN, null)).contains(DifferenceKind.STATUS);
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, TOOK_PLACE, true",
    "SUCCEEDED, OPEN, false",
    "SUCCEEDED, DID_NOT, false",
    "PROCESSING, TOOK_PLACE, false",
    "PROCESSING, OPEN, true",
    "PROCESSING, DID_NOT, false",
    "FAILED, TOOK_PLACE, false",
    "FAILED, OPEN, false",
    "FAILED, DID_NOT, true"
  })
  void refundsAgreeWhereBothSayTheSame(RowStatus bill, State ours, boolean agrees) {
    Optional<DifferenceKind> difference =
        Comparison.judge(
            entry(refund("ref_1", "at_1", 5, bill)),
            own(Kind.REFUND, "ref_1", 5, ours, ours == State.TOOK_PLACE ? NOON : null),
            DAY);
    assertThat(difference)
        .isEqualTo(agrees ? Optional.empty() : Optional.of(DifferenceKind.STATUS));
  }

  @Test
  void aRefundThatCameThroughAfterTheDayWasStillOnItsWayInItsBill() {
    assertThat(
            Comparison.judge(
                entry(refund("ref_1", "at_1", 5, RowStatus.PROCESSING)),
                own(Kind.REFUND, "ref_1", 5, State.TOOK_PLACE, DAY.end()),
                DAY))
        .isEmpty();
    assertThat(
            Comparison.judge(
                entry(refund("ref_1", "at_1", 6, RowStatus.PROCESSING)),
                own(Kind.REFUND, "ref_1", 5, State.TOOK_PLACE, DAY.end()),
                DAY))
        .contains(DifferenceKind.AMOUNT);
  }

  @Test
  void onlyWhatMayComeUpOnAnotherDayOfOursIsRememberedForIt() {
    assertThat(Comparison.isOffDay(mine(State.TOOK_PLACE, NOON), DAY)).isFalse();
    assertThat(Comparison.isOffDay(mine(State.TOOK_PLACE, DAY.start()), DAY)).isFalse();
    assertThat(Comparison.isOffDay(mine(State.TOOK_PLACE, DAY.end()), DAY)).isTrue();
    assertThat(Comparison.isOffDay(mine(State.TOOK_PLACE, DAY.start().minusMillis(1)), DAY))
        .isTrue();
    assertThat(Comparison.isOffDay(mine(State.OPEN, null), DAY)).isTrue();
    assertThat(Comparison.isOffDay(mine(State.DID_NOT, null), DAY)).isFalse();
    assertThat(Comparison.isOffDay(mine(State.REVERSED, DAY.end()), DAY)).isFalse();
  }

  @Test
  void shortlyBeforeMidnightTheNextDaysBillIsWaitedFor() {
    assertThat(mayStillBeIn(NOON, null, null)).isEmpty();
    assertThat(mayStillBeIn(DAY.end().minus(MARGIN), null, null)).contains(DAY.next());
    assertThat(mayStillBeIn(DAY.end().minusMillis(1), null, run(RunStatus.FETCHING, true)))
        .contains(DAY.next());
    assertThat(mayStillBeIn(DAY.end().minusMillis(1), null, run(RunStatus.DONE, false))).isEmpty();
    assertThat(mayStillBeIn(DAY.end().minusMillis(1), null, run(RunStatus.NOT_THERE, false)))
        .isEmpty();
  }

  @Test
  void theDayBeforeIsWaitedForWhileItsBillIsToCome() {
    assertThat(mayStillBeIn(NOON, run(RunStatus.NOT_THERE, true), null)).contains(DAY.previous());
    assertThat(mayStillBeIn(NOON, run(RunStatus.NOT_THERE, false), null)).isEmpty();
    assertThat(mayStillBeIn(NOON, run(RunStatus.DONE, true), null)).isEmpty();
  }

  private static Optional<BusinessDay> mayStillBeIn(
      Instant at, @Nullable RunBO previous, @Nullable RunBO next) {
    return Comparison.mayStillBeIn(at, DAY, MARGIN, previous, next);
  }

  private static Optional<DifferenceKind> judgePaid(
      long ownFen, State state, @Nullable Instant at) {
    return Comparison.judge(
        entry(paid("at_1", 100)), own(Kind.PAYMENT, "at_1", ownFen, state, at), DAY);
  }

  private static OwnEntry mine(State state, @Nullable Instant at) {
    return own(Kind.PAYMENT, "at_1", 100, state, at);
  }

  private static RunBO run(RunStatus status, boolean due) {
    return new RunBO(
        "rec_1",
        new BillAccount(Channel.WECHAT, "platform"),
        DAY,
        status,
        1,
        1,
        due ? NOON : null,
        RunBO.Totals.NONE,
        0,
        null,
        null,
        NOON,
        null);
  }
}
