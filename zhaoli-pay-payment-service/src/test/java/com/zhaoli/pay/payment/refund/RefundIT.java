package com.zhaoli.pay.payment.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.RunningSweeps;
import com.zhaoli.pay.payment.Together;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.RefundOutcome.Failed;
import com.zhaoli.pay.payment.channel.TestBooks.Refund;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.channel.TestChannel.RefundNotice;
import com.zhaoli.pay.payment.refund.RefundSettlement.Result;
import com.zhaoli.pay.payment.refund.internal.RefundStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Merchants give money back. */
class RefundIT extends RunningSweeps {
  private static final String WAITS_LONG =
      "payment_refund WHERE refund_no = ? AND next_sync_at > UTC_TIMESTAMP(3) + INTERVAL 5 MINUTE";

  @Autowired private RefundSettlement settlement;
  @Autowired private RefundStore store;
  @Autowired private RefundSync sync;

  private static String body(String paymentNo, String outRefundNo, long fen) {
    return JSON.writeValueAsString(
        Map.of("paymentNo", paymentNo, "outRefundNo", outRefundNo, "amount", fen, "reason", "坏了"));
  }

  private Answer refund(Pending payment, String outRefundNo, long fen) {
    return call(
        "POST", "/openapi/v1/refunds", body(payment.paymentNo(), outRefundNo, fen), MERCHANT);
  }

  private Answer refund(Pending payment, long fen) {
    return refund(payment, newOutTradeNo(), fen);
  }

  private Answer readRefund(Answer refund) {
    return call("GET", "/openapi/v1/refunds/" + refund.field("refundNo"), "", MERCHANT);
  }

  /** What the channel is at is done there, and we hear of it by asking. */
  private void bringBack(Pending payment) {
    for (Refund refund : wallet(payment.channel()).books().refundsOf(payment.attemptNo())) {
      wallet(payment.channel()).settle(refund.refundNo());
    }
    letPass(payment.paymentNo(), Duration.ofSeconds(30));
    sweep.sweepRefunds();
  }

  private static Money givenBack(Pending payment) {
    return wallet(payment.channel()).books().givenBack(payment.attemptNo());
  }

  private long fenOf(String column, Pending payment) {
    Long fen =
        jdbc.queryForObject(
            "SELECT " + column + " FROM payment WHERE payment_no = ?",
            Long.class,
            payment.paymentNo());
    return Objects.requireNonNull(fen);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPartGoesBack(Channel channel) {
    Pending payment = paid(channel);
    String outRefundNo = newOutTradeNo();
    Answer made = refund(payment, outRefundNo, 230);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.field("paymentNo")).isEqualTo(payment.paymentNo());
    assertThat(made.field("outRefundNo")).isEqualTo(outRefundNo);
    assertThat(made.json().path("amount").asLong()).isEqualTo(230);
    assertThat(made.field("reason")).isEqualTo("坏了");
    assertThat(made.field("status"))
        .isEqualTo(channel.equals(Channel.ALIPAY) ? "SUCCEEDED" : "PROCESSING");
    bringBack(payment);

    Answer read = readRefund(made);
    assertThat(read.field("status")).isEqualTo("SUCCEEDED");
    assertThat(read.json().has("refundedAt")).isTrue();
    assertThat(call("GET", "/openapi/v1/refunds?outRefundNo=" + outRefundNo, "", MERCHANT).json())
        .isEqualTo(read.json());
    assertThat(givenBack(payment)).isEqualTo(new Money(230));
    assertThat(read(payment.paymentNo()).field("status")).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(read(payment.paymentNo()).json().path("refundedAmount").asLong()).isEqualTo(230);

    List<PaymentEvent> told = told(payment.paymentNo());
    assertThat(told)
        .extracting(PaymentEvent::type)
        .containsExactly(EventType.PAYMENT_SUCCEEDED, EventType.REFUND_SUCCEEDED);
    PaymentEvent event = told.get(1);
    assertThat(event.status()).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(event.channelTradeNo()).isEqualTo("T" + payment.attemptNo());
    PaymentEvent.Refund refund = Objects.requireNonNull(event.refund());
    assertThat(refund.refundNo()).isEqualTo(made.field("refundNo"));
    assertThat(refund.outRefundNo()).isEqualTo(outRefundNo);
    assertThat(refund.amount()).isEqualTo(new Money(230));
    assertThat(refund.status()).isEqualTo("SUCCEEDED");
    assertThat(refund.refundedAt()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void allGoesBackInPartsAndNotMore(Channel channel) {
    Pending payment = paid(channel);
    assertThat(refund(payment, 1_000).status()).isEqualTo(201);
    assertThat(refund(payment, 229).status()).isEqualTo(201);
    Answer tooMuch = refund(payment, 2);
    assertThat(tooMuch.status()).isEqualTo(422);
    assertThat(tooMuch.field("code")).isEqualTo("REFUND_AMOUNT_EXCEEDED");
    assertThat(tooMuch.json().path("details").path("refundable").asString()).isEqualTo("1");
    assertThat(refund(payment, 1).status()).isEqualTo(201);
    bringBack(payment);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REFUNDED");
    assertThat(givenBack(payment)).isEqualTo(payment.amount());
    assertThat(refund(payment, 1).field("code")).isEqualTo("REFUND_AMOUNT_EXCEEDED");
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(
            EventType.PAYMENT_SUCCEEDED,
            EventType.REFUND_SUCCEEDED,
            EventType.REFUND_SUCCEEDED,
            EventType.REFUND_SUCCEEDED);
    Answer list = call("GET", "/openapi/v1/refunds?paymentNo=" + payment.paymentNo(), "", MERCHANT);
    assertThat(list.json().path("refunds").size()).isEqualTo(3);
    assertThat(list.json().has("next")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void manyRefundsAtATimeNeverGiveBackMoreThanWasPaid(Channel channel) {
    Pending payment = paid(channel);
    List<Answer> answers =
        Together.run(IntStream.range(0, 50).boxed().toList(), i -> refund(payment, 100));
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(
                        answer.status() == 201
                            || answer.field("code").equals("REFUND_AMOUNT_EXCEEDED"))
                    .as("answer %s", answer)
                    .isTrue());
    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(12);
    bringBack(payment);
    assertThat(givenBack(payment)).isEqualTo(new Money(1_200));
    assertThat(fenOf("refunded_fen", payment)).isEqualTo(1_200);
    assertThat(fenOf("refund_reserved_fen", payment)).isEqualTo(1_200);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(told(payment.paymentNo())).hasSize(13);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void theSameRequestAgainIsTheSameRefund(Channel channel) {
    Pending payment = paid(channel);
    String outRefundNo = newOutTradeNo();
    Answer first = refund(payment, outRefundNo, FEN);
    assertThat(first.status()).isEqualTo(201);
    int calls = wallet(channel).calls();
    Answer second = refund(payment, outRefundNo, FEN);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(wallet(channel).calls()).isEqualTo(calls);
    assertThat(wallet(channel).books().refundsOf(payment.attemptNo())).hasSize(1);

    for (Answer other :
        List.of(refund(payment, outRefundNo, 1), refund(paid(channel), outRefundNo, FEN))) {
      assertThat(other.status()).isEqualTo(409);
      assertThat(other.field("code")).isEqualTo("OUT_REFUND_NO_CONFLICT");
    }
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void manyEqualRequestsAtATimeAreOneRefund(Channel channel) {
    for (int round = 0; round < 4; round++) {
      Pending payment = paid(channel);
      String outRefundNo = newOutTradeNo();
      List<Answer> answers =
          Together.run(
              IntStream.range(0, 12).boxed().toList(), i -> refund(payment, outRefundNo, FEN));
      assertThat(answers)
          .extracting(Answer::status)
          .as("answers %s", answers)
          .containsOnly(200, 201)
          .containsOnlyOnce(201);
      assertThat(answers)
          .extracting(answer -> answer.field("refundNo"))
          .containsOnly(answers.get(0).field("refundNo"));
      assertThat(givenBack(payment)).isEqualTo(payment.amount());
    }
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aRefundWithoutAnAnswerIsAskedForAgainUnderItsNumber(Channel channel) {
    Pending payment = paid(channel);
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    Answer made = refund(payment, 500);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.field("status")).isEqualTo("PROCESSING");
    assertThat(sweep.sweepRefunds()).as("not at once").isZero();
    letPass(payment.paymentNo(), Duration.ofSeconds(6));
    assertThat(sweep.sweepRefunds()).isEqualTo(1);
    assertThat(readRefund(made).field("status")).isEqualTo("PROCESSING");
    assertThat(fenOf("refund_reserved_fen", payment)).isEqualTo(500);

    wallet(channel).behave(Behaviour.NORMAL);
    letPass(payment.paymentNo(), Duration.ofSeconds(6));
    sweep.sweepRefunds();
    assertThat(wallet(channel).books().refundsOf(payment.attemptNo()))
        .extracting(Refund::refundNo)
        .containsExactly(made.field("refundNo"));
    bringBack(payment);
    assertThat(readRefund(made).field("status")).isEqualTo("SUCCEEDED");
    assertThat(givenBack(payment)).isEqualTo(new Money(500));
  }

  @Test
  void whoOutlastedALeaseLeavesTheRefundToTheOneThatTookItSince() {
    Pending payment = paid(Channel.WECHAT);
    WECHAT.behave(Behaviour.SERVER_ERROR);
    Answer made = refund(payment, 500);
    RefundSync.Leased slow = leaseAtOnce(made, Duration.ofMinutes(10));
    RefundSync.Leased second = leaseAtOnce(made, Duration.ofMinutes(20));

    assertThat(sync.sync(slow)).isFalse();
    assertThat(sweep.sweepRefunds()).as("the second one's").isZero();
    assertThat(count(WAITS_LONG, made.field("refundNo"))).isEqualTo(1);

    store.askBy(second.refund(), clock.instant());
    assertThat(sync.sync(second)).isFalse();
    assertThat(sweep.sweepRefunds()).as("there was a reason to ask at once").isEqualTo(1);
    WECHAT.behave(Behaviour.NORMAL);
  }

  @Test
  void aReasonToAskAtOnceIsNotLostWhenTheLeaseHasRunOut() {
    Pending payment = paid(Channel.WECHAT);
    WECHAT.behave(Behaviour.SERVER_ERROR);
    Answer made = refund(payment, 500);
    RefundSync.Leased slow = leaseAtOnce(made, Duration.ZERO);

    store.askBy(slow.refund(), clock.instant());
    assertThat(sync.sync(slow)).isFalse();
    assertThat(sweep.sweepRefunds()).as("there was a reason to ask at once").isEqualTo(1);
    WECHAT.behave(Behaviour.NORMAL);
  }

  /** Takes the refund as when it is due, whoever has it. */
  private RefundSync.Leased leaseAtOnce(Answer made, Duration lease) {
    jdbc.update(
        "UPDATE payment_refund SET next_sync_at = '2020-01-01' WHERE refund_no = ?",
        made.field("refundNo"));
    List<RefundSync.Leased> leased = sync.leaseDue(Channel.WECHAT, 10, lease);
    assertThat(leased).hasSize(1);
    return leased.get(0);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aRefundThatTookEffectUnheardIsNotMadeAgain(Channel channel) {
    Pending payment = paid(channel);
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    Answer made = refund(payment, FEN);
    wallet(channel)
        .books()
        .put(new Refund(made.field("refundNo"), payment.attemptNo(), payment.amount(), true));
    wallet(channel).behave(Behaviour.NORMAL);
    bringBack(payment);
    assertThat(readRefund(made).field("status")).isEqualTo("SUCCEEDED");
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REFUNDED");
    assertThat(givenBack(payment)).isEqualTo(payment.amount());
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void whatAProcessLeftThatDiedBeforeItsCallIsSent(Channel channel) {
    Pending payment = paid(channel);
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    Answer made = refund(payment, FEN);
    // As the insert left it: the one that was to call has the channel to itself for a while.
    jdbc.update(
        "UPDATE payment_refund SET next_sync_at = ? WHERE refund_no = ?",
        in(Duration.ofSeconds(6)),
        made.field("refundNo"));
    wallet(channel).behave(Behaviour.NORMAL);
    assertThat(sweep.sweepRefunds()).isZero();
    letPass(payment.paymentNo(), Duration.ofSeconds(7));
    assertThat(sweep.sweepRefunds()).isEqualTo(1);
    bringBack(payment);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REFUNDED");
    assertThat(wallet(channel).books().refundsOf(payment.attemptNo())).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aRefusalFreesTheMoney(Channel channel) {
    Pending payment = paid(channel);
    wallet(channel).behave(Behaviour.DECLINES);
    String outRefundNo = newOutTradeNo();
    Answer failed = refund(payment, outRefundNo, FEN);
    assertThat(failed.status()).isEqualTo(201);
    assertThat(failed.field("status")).isEqualTo("FAILED");
    assertThat(failed.field("failureCode")).isNotEmpty();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
    assertThat(fenOf("refund_reserved_fen", payment)).isZero();
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(EventType.PAYMENT_SUCCEEDED, EventType.REFUND_FAILED);
    PaymentEvent.Refund told = Objects.requireNonNull(told(payment.paymentNo()).get(1).refund());
    assertThat(told.status()).isEqualTo("FAILED");
    assertThat(told.failureCode()).isEqualTo(failed.field("failureCode"));
    assertThat(told.outRefundNo()).isEqualTo(outRefundNo);

    wallet(channel).behave(Behaviour.NORMAL);
    assertThat(refund(payment, outRefundNo, FEN).json())
        .as("the same number stays failed")
        .isEqualTo(failed.json());
    assertThat(refund(payment, FEN).status()).isEqualTo(201);
    bringBack(payment);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REFUNDED");
    assertThat(givenBack(payment)).isEqualTo(payment.amount());
  }

  /** What the channel says of a refund, by whichever way. */
  private RefundSettlement.Result channelSays(
      Pending payment, Answer refund, RefundOutcome outcome) {
    return settlement.settle(
        payment.channel(), "platform", payment.attemptNo(), refund.field("refundNo"), outcome);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aFailureThatIsToldIsOnlyAReasonToAsk(Channel channel) {
    Pending payment = paid(channel);
    Answer made = underWay(payment, 230);
    letPass(payment.paymentNo(), Duration.ofMinutes(5));
    assertThat(channelSays(payment, made, new Failed("CLOSED"))).isEqualTo(Result.UNCHANGED);
    assertThat(readRefund(made).field("status")).isEqualTo("PROCESSING");
    assertThat(fenOf("refund_reserved_fen", payment)).isEqualTo(230);

    // An old notice: meanwhile the channel has it.
    wallet(channel)
        .books()
        .put(new Refund(made.field("refundNo"), payment.attemptNo(), new Money(230), true));
    assertThat(sweep.sweepRefunds()).as("due at once").isEqualTo(1);
    assertThat(readRefund(made).field("status")).isEqualTo("SUCCEEDED");
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(EventType.PAYMENT_SUCCEEDED, EventType.REFUND_SUCCEEDED);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aFailureIsNotBelievedWhereACallMayHaveTakenEffectAfterTheQuestion(Channel channel) {
    Pending payment = paid(channel);
    Answer made = underWay(payment, 230);
    RefundBO read = store.find(MERCHANT, made.field("refundNo")).orElseThrow();
    Instant bound = Objects.requireNonNull(read.unheardUntil());
    Failed closed = new Failed("CLOSED");
    assertThat(settlement.settle(read, closed, bound.minusMillis(1))).isEqualTo(Result.UNCHANGED);

    // Somebody called again since it was read.
    jdbc.update(
        "UPDATE payment_refund SET unheard_until = unheard_until + INTERVAL 10 SECOND"
            + " WHERE refund_no = ?",
        read.refundNo());
    assertThat(settlement.settle(read, closed, bound.plusMillis(1))).isEqualTo(Result.UNCHANGED);
    assertThat(readRefund(made).field("status")).isEqualTo("PROCESSING");

    RefundBO again = store.find(MERCHANT, read.refundNo()).orElseThrow();
    assertThat(settlement.settle(again, closed, bound.plusSeconds(10))).isEqualTo(Result.DECIDED);
    assertThat(readRefund(made).field("failureCode")).isEqualTo("CLOSED");
    assertThat(fenOf("refund_reserved_fen", payment)).isZero();
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(EventType.PAYMENT_SUCCEEDED, EventType.REFUND_FAILED);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aSecondCallWithoutAnAnswerKeepsItOpenForAnotherWhile(Channel channel) {
    Pending payment = paid(channel);
    Answer made = underWay(payment, 230);
    letPass(payment.paymentNo(), Duration.ofSeconds(41));
    wallet(channel).behave(Behaviour.LOSES_REFUNDS);
    assertThat(sweep.sweepRefunds()).isEqualTo(1);
    letPass(payment.paymentNo(), Duration.ofSeconds(10));
    wallet(channel).behave(Behaviour.DECLINES);
    assertThat(sweep.sweepRefunds()).isEqualTo(1);
    assertThat(readRefund(made).field("status")).isEqualTo("PROCESSING");
    letPass(payment.paymentNo(), Duration.ofSeconds(41));
    assertThat(sweep.sweepRefunds()).isEqualTo(1);
    assertThat(readRefund(made).field("status")).isEqualTo("FAILED");
    wallet(channel).behave(Behaviour.NORMAL);
    assertThat(sweep.sweepRefunds()).isZero();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aRefusalOfASecondCallEndsItOnceTheFirstCanHaveNoEffectAnyMore(Channel channel) {
    Pending payment = paid(channel);
    Answer made = underWay(payment, 230);
    wallet(channel).behave(Behaviour.DECLINES);
    for (int i = 0; i < 3; i++) {
      letPass(payment.paymentNo(), Duration.ofSeconds(10));
      assertThat(sweep.sweepRefunds()).isEqualTo(1);
      assertThat(readRefund(made).field("status")).isEqualTo("PROCESSING");
    }
    letPass(payment.paymentNo(), Duration.ofSeconds(15));
    assertThat(sweep.sweepRefunds()).isEqualTo(1);
    assertThat(readRefund(made).field("status")).isEqualTo("FAILED");
    wallet(channel).behave(Behaviour.NORMAL);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void moneyThatIsBackAfterAllIsBookedAndTold(Channel channel) {
    Pending payment = paid(channel);
    Answer failed = refused(payment, 230);
    var callback = wallet(channel).notice(notice(payment, failed, 230));
    List<Answer> answers =
        Together.run(IntStream.range(0, 8).boxed().toList(), i -> deliver(channel, callback));
    assertThat(answers).allMatch(answer -> isAccepted(channel, answer));
    Answer read = readRefund(failed);
    assertThat(read.field("status")).isEqualTo("SUCCEEDED");
    assertThat(read.json().has("failureCode")).isFalse();
    assertThat(read.json().has("refundedAt")).isTrue();
    assertThat(fenOf("refunded_fen", payment)).isEqualTo(230);
    assertThat(fenOf("refund_reserved_fen", payment)).isEqualTo(230);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(
            EventType.PAYMENT_SUCCEEDED, EventType.REFUND_FAILED, EventType.REFUND_SUCCEEDED);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void moneyThatIsBackAfterAllWaitsUntilTheBooksHaveRoomForIt(Channel channel) {
    Pending payment = paid(channel);
    Answer failed = refused(payment, FEN);
    Answer instead = underWay(payment, FEN);
    var callback = wallet(channel).notice(notice(payment, failed, FEN));
    assertThat(isAccepted(channel, deliver(channel, callback))).isFalse();
    assertThat(readRefund(failed).field("status")).isEqualTo("FAILED");
    assertThat(fenOf("refunded_fen", payment)).isZero();
    assertThat(
            count(
                "payment_refund WHERE refund_no = ? AND next_sync_at IS NOT NULL",
                failed.field("refundNo")))
        .as("the sync asks again, whatever the channel does")
        .isEqualTo(1);

    letPass(payment.paymentNo(), Duration.ofMinutes(1));
    RefundBO other = store.find(MERCHANT, instead.field("refundNo")).orElseThrow();
    assertThat(settlement.settle(other, new Failed("NOT_ENOUGH"), clock.instant()))
        .isEqualTo(Result.DECIDED);
    assertThat(isAccepted(channel, deliver(channel, callback))).isTrue();
    assertThat(readRefund(failed).field("status")).isEqualTo("SUCCEEDED");
    assertThat(fenOf("refunded_fen", payment)).isEqualTo(FEN);
    assertThat(fenOf("refund_reserved_fen", payment)).isEqualTo(FEN);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REFUNDED");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aFailedRefundThatIsAskedAboutAgainIsNotMadeAgain(Channel channel) {
    Pending payment = paid(channel);
    Answer failed = refused(payment, 230);
    String refundNo = failed.field("refundNo");
    makeDue(refundNo);
    assertThat(sweep.sweepRefunds()).isEqualTo(1);
    assertThat(wallet(channel).books().refundsOf(payment.attemptNo())).isEmpty();
    assertThat(sweep.sweepRefunds()).as("that was all").isZero();
    assertThat(count("payment_refund WHERE refund_no = ? AND next_sync_at IS NULL", refundNo))
        .isEqualTo(1);

    wallet(channel).books().put(new Refund(refundNo, payment.attemptNo(), new Money(230), true));
    makeDue(refundNo);
    assertThat(sweep.sweepRefunds()).isEqualTo(1);
    assertThat(readRefund(failed).field("status")).isEqualTo("SUCCEEDED");
    assertThat(fenOf("refunded_fen", payment)).isEqualTo(230);
  }

  private void makeDue(String refundNo) {
    jdbc.update(
        "UPDATE payment_refund SET next_sync_at = ? WHERE refund_no = ?",
        in(Duration.ZERO),
        refundNo);
  }

  /** A refund that the channel refused. */
  private Answer refused(Pending payment, long fen) {
    wallet(payment.channel()).behave(Behaviour.DECLINES);
    Answer failed = refund(payment, fen);
    wallet(payment.channel()).behave(Behaviour.NORMAL);
    assertThat(failed.field("status")).isEqualTo("FAILED");
    return failed;
  }

  private RefundNotice notice(Pending payment, Answer made, long fen) {
    return new RefundNotice(
        payment.attemptNo(),
        made.field("refundNo"),
        payment.paid().tradeNo(),
        payment.amount(),
        new Money(fen),
        null);
  }

  /** A refund of which the channel will tell. */
  private Answer underWay(Pending payment, long fen) {
    wallet(payment.channel()).behave(Behaviour.SERVER_ERROR);
    Answer made = refund(payment, fen);
    wallet(payment.channel()).behave(Behaviour.NORMAL);
    assertThat(made.field("status")).isEqualTo("PROCESSING");
    return made;
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aCallbackTellsThatTheMoneyIsBackOnce(Channel channel) {
    Pending payment = paid(channel);
    Answer made = underWay(payment, 230);
    var callback = wallet(channel).notice(notice(payment, made, 230));
    int calls = wallet(channel).calls();
    List<Answer> answers =
        Together.run(IntStream.range(0, 8).boxed().toList(), i -> deliver(channel, callback));
    assertThat(answers).allMatch(answer -> isAccepted(channel, answer));
    assertThat(wallet(channel).calls()).as("a callback calls nobody").isEqualTo(calls);
    Answer read = readRefund(made);
    assertThat(read.field("status")).isEqualTo("SUCCEEDED");
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(fenOf("refunded_fen", payment)).isEqualTo(230);
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(EventType.PAYMENT_SUCCEEDED, EventType.REFUND_SUCCEEDED);
    assertThat(
            jdbc.queryForList(
                "SELECT result FROM callback_archive WHERE attempt_no = ? ORDER BY callback_id",
                String.class,
                payment.attemptNo()))
        .hasSize(9)
        .containsOnly("settled", "unchanged");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aCallbackThatIsForgedOrDoesNotFitChangesNothing(Channel channel) {
    Pending payment = paid(channel);
    Pending another = paid(channel);
    Answer made = underWay(payment, 230);
    Answer others = underWay(another, 230);
    RefundNotice good = notice(payment, made, 230);
    assertThat(isAccepted(channel, deliver(channel, wallet(channel).forged(good)))).isFalse();
    if (channel.equals(Channel.WECHAT)) {
      // Alipay tells the sum of all refunds of an order, which is not to be compared with one.
      RefundNotice ofAnotherAmount = notice(payment, made, 231);
      assertThat(isAccepted(channel, deliver(channel, wallet(channel).notice(ofAnotherAmount))))
          .isFalse();
    }
    List<RefundNotice> wrong =
        List.of(
            notice(payment, others, 230),
            new RefundNotice(
                payment.attemptNo(), "ref_nothing", "T1", payment.amount(), new Money(230), null),
            new RefundNotice(
                payment.attemptNo(),
                made.field("refundNo"),
                "T1",
                payment.amount(),
                new Money(230),
                "another-app"));
    for (RefundNotice notice : wrong) {
      assertThat(isAccepted(channel, deliver(channel, wallet(channel).notice(notice))))
          .as("accepted: %s", notice)
          .isFalse();
    }
    for (Answer refund : List.of(made, others)) {
      assertThat(readRefund(refund).field("status")).isEqualTo("PROCESSING");
    }
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
    assertThat(eventsOf(another.paymentNo())).isEqualTo(1);
    assertThat(isAccepted(channel, deliver(channel, wallet(channel).notice(good)))).isTrue();
    assertThat(readRefund(made).field("status")).isEqualTo("SUCCEEDED");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void callbackSweepAndAnswerAtATimeSettleOnce(Channel channel) {
    for (int round = 0; round < 5; round++) {
      Pending payment = paid(channel);
      Answer made = underWay(payment, 230);
      wallet(channel)
          .books()
          .put(new Refund(made.field("refundNo"), payment.attemptNo(), new Money(230), true));
      letPass(payment.paymentNo(), Duration.ofSeconds(6));
      var callback = wallet(channel).notice(notice(payment, made, 230));
      List<Boolean> done =
          Together.run(
              List.of(0, 1, 2, 3),
              i ->
                  switch (i) {
                    case 0, 1 -> isAccepted(channel, deliver(channel, callback));
                    case 2 -> sweep.sweepRefunds() <= 1;
                    default -> refund(payment, 100).status() == 201;
                  });
      assertThat(done).containsOnly(true);
      bringBack(payment);
      assertThat(fenOf("refunded_fen", payment)).isEqualTo(330);
      assertThat(givenBack(payment)).isEqualTo(new Money(330));
      assertThat(told(payment.paymentNo())).hasSize(3);
    }
  }

  @Test
  void onlyPaidPaymentsAreRefunded() {
    Pending unpaid = pending(Channel.WECHAT);
    Answer refused = refund(unpaid, 1);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.field("code")).isEqualTo("PAYMENT_STATE_INVALID");
    String unopened = create(request("AGGREGATE_QR", Map.of())).field("paymentNo");
    assertThat(
            call("POST", "/openapi/v1/refunds", body(unopened, newOutTradeNo(), 1), MERCHANT)
                .field("code"))
        .isEqualTo("PAYMENT_STATE_INVALID");
    assertThat(
            call("POST", "/openapi/v1/refunds", body("pay_no", newOutTradeNo(), 1), MERCHANT)
                .status())
        .isEqualTo(404);
  }

  @Test
  void anotherMerchantsRefundIsNotThere() {
    Pending payment = paid(Channel.ALIPAY);
    String outRefundNo = newOutTradeNo();
    Answer made = refund(payment, outRefundNo, 230);
    String path = "/openapi/v1/refunds";
    assertThat(call("GET", path + "/" + made.field("refundNo"), "", "mch_2").status())
        .isEqualTo(404);
    assertThat(call("GET", path + "?outRefundNo=" + outRefundNo, "", "mch_2").status())
        .isEqualTo(404);
    assertThat(call("GET", path + "?paymentNo=" + payment.paymentNo(), "", "mch_2").status())
        .isEqualTo(404);
    Answer theirs = call("POST", path, body(payment.paymentNo(), newOutTradeNo(), 1), "mch_2");
    assertThat(theirs.field("code")).isEqualTo("PAYMENT_NOT_FOUND");
    assertThat(call("GET", path + "/%E4%BD%A0", "", MERCHANT).status()).isEqualTo(404);
    assertThat(call("GET", path, "", MERCHANT).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"amount\":0",
        "\"amount\":-1",
        "\"amount\":1.0",
        "\"amount\":\"1\"",
        "\"amount\":100000000001",
        "\"outRefundNo\":\"a b\"",
        "\"outRefundNo\":null",
        "\"reason\":\"\"",
        "\"reason\":\"这个理由实在是太长了这个理由实在是太长了这个理由实在是\""
      })
  void whatIsWrongIsRefusedByName(String field) {
    Map<String, Object> request = new HashMap<>();
    request.put("paymentNo", "pay_1");
    request.put("outRefundNo", "r1");
    request.put("amount", 1);
    String name = field.substring(1, field.indexOf('"', 1));
    request.remove(name);
    String json = JSON.writeValueAsString(request);
    Answer refused =
        call(
            "POST",
            "/openapi/v1/refunds",
            json.substring(0, json.length() - 1) + "," + field + "}",
            MERCHANT);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("details").has(name)).as("answer %s", refused).isTrue();
  }
}
