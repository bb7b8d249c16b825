package com.zhaoli.pay.payment.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.RunningSweeps;
import com.zhaoli.pay.payment.Together;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestBooks.Refund;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.channel.TestChannel.RefundNotice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Money that comes for a payment which had ended goes back by itself. */
class SurplusIT extends RunningSweeps {

  /** A payment that was closed, whose order is paid at the channel all the same. */
  private Pending paidAfterTheEnd(Channel channel) {
    Pending payment = pending(channel);
    wallet(channel).scan(payment.attemptNo());
    assertThat(act(payment.paymentNo(), "close").field("status")).isEqualTo("CLOSED");
    wallet(channel).pay(payment.attemptNo(), payment.amount());
    return payment;
  }

  private void assertOnRecordOnce(Pending payment) {
    assertThat(
            jdbc.queryForList(
                "SELECT kind, amount_fen FROM payment_anomaly WHERE payment_no = ?",
                payment.paymentNo()))
        .containsExactly(Map.of("kind", "LATE_SUCCESS", "amount_fen", FEN));
    assertThat(refundsOf(payment.paymentNo())).hasSize(1);
    assertThat(
            count(
                "payment_anomaly a JOIN payment_refund r ON r.refund_no = a.refund_no"
                    + " WHERE a.payment_no = ?",
                payment.paymentNo()))
        .isEqualTo(1);
  }

  private void assertGoesBackAndIsTold(Pending payment) {
    Channel channel = payment.channel();
    for (int i = 0; i < 2; i++) {
      letPass(payment.paymentNo(), Duration.ofMinutes(2));
      sweep.sweepRefunds();
      for (Refund refund : wallet(channel).books().refundsOf(payment.attemptNo())) {
        wallet(channel).settle(refund.refundNo());
      }
    }
    assertThat(wallet(channel).books().refundsOf(payment.attemptNo())).hasSize(1);
    assertThat(wallet(channel).books().givenBack(payment.attemptNo())).isEqualTo(payment.amount());
    assertThat(refundsOf(payment.paymentNo()).get(0))
        .containsEntry("origin", "AUTO")
        .containsEntry("status", "SUCCEEDED");
    assertThat(statusOf(payment.paymentNo())).isEqualTo("CLOSED");
    List<PaymentEvent> told = told(payment.paymentNo());
    assertThat(told)
        .extracting(PaymentEvent::type)
        .containsExactly(EventType.PAYMENT_CLOSED, EventType.REFUND_SUCCEEDED);
    assertThat(told.get(1).status()).isEqualTo("CLOSED");
    PaymentEvent.Refund refund = Objects.requireNonNull(told.get(1).refund());
    assertThat(refund.outRefundNo()).isNull();
    assertThat(refund.amount()).isEqualTo(payment.amount());
    assertThat(sweep.sweepRefunds()).isZero();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void thatCallbacksTellOfManyTimesAtOnce(Channel channel) {
    Pending payment = paidAfterTheEnd(channel);
    CallbackRequest callback = wallet(channel).notice(payment.paid());
    List<Answer> answers =
        Together.run(List.of(1, 2, 3, 4, 5, 6, 7, 8), i -> deliver(channel, callback));
    assertThat(answers).allMatch(answer -> isAccepted(channel, answer));
    assertOnRecordOnce(payment);
    assertGoesBackAndIsTold(payment);
    assertThat(isAccepted(channel, deliver(channel, callback))).isTrue();
    assertOnRecordOnce(payment);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void thatTheSyncFinds(Channel channel) {
    Pending payment = pending(channel);
    wallet(channel).scan(payment.attemptNo());
    wallet(channel).pay(payment.attemptNo(), payment.amount());
    jdbc.update(
        "UPDATE payment SET status = 'CLOSED', event_version = 0 WHERE payment_no = ?",
        payment.paymentNo());
    jdbc.update(
        "UPDATE payment_attempt SET status = 'CLOSING', next_sync_at = ? WHERE attempt_no = ?",
        in(Duration.ZERO),
        payment.attemptNo());
    assertThat(sweepOrders().changed()).isEqualTo(1);
    assertOnRecordOnce(payment);
    assertThat(sweepOrders().examined()).isZero();
    assertThat(eventsOf(payment.paymentNo())).isZero();
    sweep.sweepRefunds();
    wallet(channel)
        .books()
        .refundsOf(payment.attemptNo())
        .forEach(refund -> wallet(channel).settle(refund.refundNo()));
    letPass(payment.paymentNo(), Duration.ofSeconds(30));
    sweep.sweepRefunds();
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.REFUND_SUCCEEDED);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void thatIsFoundByCallbackAndSyncAtATime(Channel channel) {
    for (int round = 0; round < 4; round++) {
      Pending payment = paidAfterTheEnd(channel);
      jdbc.update(
          "UPDATE payment_attempt SET status = 'CLOSING', next_sync_at = ? WHERE attempt_no = ?",
          in(Duration.ZERO),
          payment.attemptNo());
      CallbackRequest callback = wallet(channel).notice(payment.paid());
      List<Boolean> done =
          Together.run(
              List.of(0, 1, 2, 3),
              i ->
                  switch (i) {
                    case 0, 1 -> isAccepted(channel, deliver(channel, callback));
                    case 2 -> sweepOrders().failed() == 0;
                    default -> act(payment.paymentNo(), "sync").status() == 200;
                  });
      assertThat(done).containsOnly(true);
      assertOnRecordOnce(payment);
      assertGoesBackAndIsTold(payment);
    }
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void alsoWhenTheChannelIsAwayAtFirst(Channel channel) {
    Pending payment = paidAfterTheEnd(channel);
    deliver(channel, wallet(channel).notice(payment.paid()));
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    for (int i = 0; i < 3; i++) {
      letPass(payment.paymentNo(), Duration.ofMinutes(1));
      assertThat(sweep.sweepRefunds()).isEqualTo(1);
      assertThat(sweep.sweepRefunds()).as("not at once again").isZero();
    }
    assertThat(wallet(channel).books().givenBack(payment.attemptNo())).isEqualTo(Money.ZERO);
    wallet(channel).behave(Behaviour.NORMAL);
    assertGoesBackAndIsTold(payment);
    assertOnRecordOnce(payment);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void byOneOfManySweepsAtATime(Channel channel) {
    Pending payment = paidAfterTheEnd(channel);
    deliver(channel, wallet(channel).notice(payment.paid()));
    int before = wallet(channel).calls();
    List<Integer> examined = Together.run(List.of(1, 2, 3, 4, 5, 6), i -> sweep.sweepRefunds());
    assertThat(examined.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
    assertThat(wallet(channel).calls() - before).as("a query and a refund").isEqualTo(2);
    assertGoesBackAndIsTold(payment);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aRefusalIsNotTheEndOfIt(Channel channel) {
    Pending payment = paidAfterTheEnd(channel);
    deliver(channel, wallet(channel).notice(payment.paid()));
    wallet(channel).behave(Behaviour.DECLINES);
    sweep.sweepRefunds();
    assertThat(refundsOf(payment.paymentNo()))
        .extracting(refund -> refund.get("status"))
        .containsExactlyInAnyOrder("FAILED", "PROCESSING");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);

    wallet(channel).behave(Behaviour.NORMAL);
    for (int i = 0; i < 2; i++) {
      letPass(payment.paymentNo(), Duration.ofMinutes(5));
      sweep.sweepRefunds();
      for (Refund refund : wallet(channel).books().refundsOf(payment.attemptNo())) {
        wallet(channel).settle(refund.refundNo());
      }
    }
    assertThat(wallet(channel).books().givenBack(payment.attemptNo())).isEqualTo(payment.amount());
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(EventType.PAYMENT_CLOSED, EventType.REFUND_SUCCEEDED);
    assertThat(
            jdbc.queryForList(
                "SELECT r.status FROM payment_anomaly a"
                    + " JOIN payment_refund r ON r.refund_no = a.refund_no WHERE a.payment_no = ?",
                String.class,
                payment.paymentNo()))
        .as("the record names the refund that gave the money back")
        .containsExactly("SUCCEEDED");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aRefusedRefundThatIsBackAfterAllEndsWhatTookItsPlace(Channel channel) {
    Pending payment = paidAfterTheEnd(channel);
    deliver(channel, wallet(channel).notice(payment.paid()));
    String first = String.valueOf(refundsOf(payment.paymentNo()).get(0).get("refund_no"));
    wallet(channel).behave(Behaviour.DECLINES);
    for (int i = 0; i < 2; i++) {
      sweep.sweepRefunds();
      letPass(payment.paymentNo(), Duration.ofMinutes(5));
    }
    wallet(channel).behave(Behaviour.NORMAL);
    assertThat(refundsOf(payment.paymentNo())).hasSize(3);

    wallet(channel).books().put(new Refund(first, payment.attemptNo(), payment.amount(), true));
    CallbackRequest callback =
        wallet(channel)
            .notice(
                new RefundNotice(
                    payment.attemptNo(),
                    first,
                    payment.paid().tradeNo(),
                    payment.amount(),
                    payment.amount(),
                    null));
    List<Answer> answers = Together.run(List.of(1, 2, 3, 4), i -> deliver(channel, callback));
    assertThat(answers).allMatch(answer -> isAccepted(channel, answer));
    assertThat(refundsOf(payment.paymentNo()))
        .filteredOn(refund -> "SUCCEEDED".equals(refund.get("status")))
        .extracting(refund -> refund.get("refund_no"))
        .containsExactly(first);
    assertThat(refundsOf(payment.paymentNo()))
        .filteredOn(refund -> "FAILED".equals(refund.get("status")))
        .extracting(refund -> refund.get("failure_code"))
        .hasSize(2)
        .containsOnlyOnce("NOT_NEEDED");
    assertThat(
            jdbc.queryForList(
                "SELECT refund_no FROM payment_anomaly WHERE payment_no = ?",
                String.class,
                payment.paymentNo()))
        .containsExactly(first);
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(EventType.PAYMENT_CLOSED, EventType.REFUND_SUCCEEDED);
    letPass(payment.paymentNo(), Duration.ofHours(2));
    assertThat(sweep.sweepRefunds()).as("nothing is left to do").isZero();
    assertThat(wallet(channel).books().givenBack(payment.attemptNo())).isEqualTo(payment.amount());
  }
}
