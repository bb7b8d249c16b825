package com.zhaoli.pay.payment.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.RunningSweeps;
import com.zhaoli.pay.payment.Together;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder.Payer;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import com.zhaoli.pay.payment.order.internal.PaymentStore.NewAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The end of unpaid payments. */
class CloseIT extends RunningSweeps {
  @Autowired private Checkout checkout;
  @Autowired private PaymentStore store;
  @Autowired private TransactionTemplate transaction;

  /** A payment whose order its channel knows. */
  private Pending scanned(Channel channel) {
    Pending payment = pending(channel);
    wallet(channel).scan(payment.attemptNo());
    return payment;
  }

  private static boolean isClosedThere(Pending payment) {
    return Objects.requireNonNull(wallet(payment.channel()).trade(payment.attemptNo())).closed();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void anUnpaidPaymentIsClosedHereAndThere(Channel channel) {
    Pending payment = scanned(channel);
    Answer closed = act(payment.paymentNo(), "close");
    assertThat(closed.status()).isEqualTo(200);
    assertThat(closed.field("status")).isEqualTo("CLOSED");
    assertThat(isClosedThere(payment)).isTrue();
    int calls = wallet(channel).calls();
    Answer again = act(payment.paymentNo(), "close");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(closed.json());
    assertThat(wallet(channel).calls()).isEqualTo(calls);
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);
    assertThat(sweepOrders().examined()).isZero();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPaymentThatWasPaidAtThatMomentIsPaid(Channel channel) {
    Pending payment = scanned(channel);
    wallet(channel).pay(payment.attemptNo(), payment.amount());
    Answer refused = act(payment.paymentNo(), "close");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.field("code")).isEqualTo("PAYMENT_STATE_INVALID");
    assertThat(refused.json().path("details").path("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_SUCCEEDED);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void withoutTheChannelsWordNothingIsClosed(Channel channel) {
    Pending payment = scanned(channel);
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    Answer unclear = act(payment.paymentNo(), "close");
    assertThat(unclear.status()).isEqualTo(503);
    assertThat(unclear.field("code")).isEqualTo("CHANNEL_UNAVAILABLE");
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("PAYING");
    wallet(channel).behave(Behaviour.NORMAL);
    assertThat(act(payment.paymentNo(), "close").field("status")).isEqualTo("CLOSED");
  }

  @Test
  void anAlipayCodeThatNobodyScannedIsTakenOffWhenSomebodyDoes() {
    Pending payment = pending(Channel.ALIPAY);
    assertThat(act(payment.paymentNo(), "close").field("status")).isEqualTo("CLOSED");
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("CLOSING");
    sweepOrders();
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("CLOSING");

    ALIPAY.scan(payment.attemptNo());
    letPass(payment.paymentNo(), Duration.ofSeconds(20));
    sweepOrders();
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("CLOSED");
    assertThat(isClosedThere(payment)).isTrue();
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);
  }

  @Test
  void anAlipayCodeThatIsPaidAfterTheClosingGivesTheMoneyBack() {
    Pending payment = pending(Channel.ALIPAY);
    act(payment.paymentNo(), "close");
    ALIPAY.pay(payment.attemptNo(), payment.amount());
    assertThat(isAccepted(Channel.ALIPAY, deliver(Channel.ALIPAY, ALIPAY.notice(payment.paid()))))
        .isTrue();
    sweep.sweepRefunds();
    assertThat(ALIPAY.books().givenBack(payment.attemptNo())).isEqualTo(payment.amount());
    assertThat(statusOf(payment.paymentNo())).isEqualTo("CLOSED");
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(EventType.PAYMENT_CLOSED, EventType.REFUND_SUCCEEDED);
  }

  @Test
  void aPaymentThatNobodyOpenedIsClosedWithoutACall() {
    Answer created = create(request("AGGREGATE_QR", Map.of()));
    int calls = ALIPAY.calls() + WECHAT.calls();
    Answer closed = act(created.field("paymentNo"), "close");
    assertThat(closed.field("status")).isEqualTo("CLOSED");
    assertThat(ALIPAY.calls() + WECHAT.calls()).isEqualTo(calls);
    assertThat(typesTold(created.field("paymentNo"))).containsExactly(EventType.PAYMENT_CLOSED);
    sweep.closeOverdue();
    assertThat(eventsOf(created.field("paymentNo"))).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void anOpenedWalletIsClosedToo(Channel channel) {
    Answer created = create(request("AGGREGATE_QR", Map.of()));
    String paymentNo = created.field("paymentNo");
    checkout.open(created.field("payToken"), channel, PaymentMethod.NATIVE, Payer.UNKNOWN);
    String attemptNo = attemptOf(paymentNo);
    wallet(channel).scan(attemptNo);
    assertThat(act(paymentNo, "close").field("status")).isEqualTo("CLOSED");
    assertThat(attemptStatus(attemptNo)).isEqualTo("CLOSED");
    assertThat(Objects.requireNonNull(wallet(channel).trade(attemptNo)).closed()).isTrue();
    assertThat(typesTold(paymentNo)).containsExactly(EventType.PAYMENT_CLOSED);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void manyClosingsAtATimeAreOne(Channel channel) {
    Pending payment = scanned(channel);
    List<Answer> answers =
        Together.run(
            IntStream.range(0, 12).boxed().toList(), i -> act(payment.paymentNo(), "close"));
    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(answers).extracting(a -> a.field("status")).containsOnly("CLOSED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aClosingAndACallbackAtATimeLoseNoMoney(Channel channel) {
    for (int round = 0; round < 8; round++) {
      Pending payment = scanned(channel);
      CallbackRequest callback = wallet(channel).notice(payment.paid());
      List<Boolean> done =
          Together.run(
              List.of(0, 1, 2),
              i ->
                  i == 0
                      ? act(payment.paymentNo(), "close").status() < 500
                      : isAccepted(channel, deliver(channel, callback)));
      assertThat(done).containsOnly(true);
      boolean succeeded = statusOf(payment.paymentNo()).equals("SUCCEEDED");
      if (!succeeded) {
        assertThat(statusOf(payment.paymentNo())).isEqualTo("CLOSED");
      }
      assertThat(refundsOf(payment.paymentNo())).hasSize(succeeded ? 0 : 1);
      assertThat(typesTold(payment.paymentNo()))
          .containsExactly(succeeded ? EventType.PAYMENT_SUCCEEDED : EventType.PAYMENT_CLOSED);
    }
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void isNotClosedWhileItsCodeIsBeingFetched(Channel channel) {
    Pending payment = scanned(channel);
    jdbc.update("UPDATE payment SET status = 'CREATED' WHERE payment_no = ?", payment.paymentNo());
    jdbc.update(
        "UPDATE payment_attempt SET status = 'CREATED', code_url = NULL,"
            + " call_until = ? WHERE attempt_no = ?",
        in(Duration.ofSeconds(6)),
        payment.attemptNo());
    assertThat(act(payment.paymentNo(), "close").field("code")).isEqualTo("REQUEST_IN_PROGRESS");
    letPass(payment.paymentNo(), Duration.ofSeconds(7));
    assertThat(act(payment.paymentNo(), "close").field("status")).isEqualTo("CLOSED");
  }

  @Test
  void aPaymentIsNotClosedOverTheHeadOfWhoJustOpensIt() {
    Answer created = create(request("AGGREGATE_QR", Map.of()));
    String paymentNo = created.field("paymentNo");
    PaymentBO read = store.find(MERCHANT, paymentNo).orElseThrow();
    Instant now = clock.instant();
    NewAttempt order =
        new NewAttempt(
            Channel.WECHAT,
            "platform",
            PaymentMethod.NATIVE,
            null,
            now.plusSeconds(6),
            now.plusSeconds(15));
    CompletableFuture<Answer> closing =
        transaction.execute(
            status -> {
              store.insertAttempt(read, order, now);
              CompletableFuture<Answer> close =
                  CompletableFuture.supplyAsync(() -> act(paymentNo, "close"));
              awaitLockWait();
              return close;
            });
    Answer answer = Objects.requireNonNull(closing).join();
    assertThat(answer.field("code")).as("answer %s", answer).isEqualTo("REQUEST_IN_PROGRESS");
    assertThat(statusOf(paymentNo)).isEqualTo("CREATED");
    assertThat(eventsOf(paymentNo)).isZero();
  }

  /** Two statements that lock a payment and its order in opposite turns: one of them is ended. */
  @ParameterizedTest
  @MethodSource("wallets")
  void anAnswerThatLosesADeadlockIsSettledAllTheSame(Channel channel) {
    Pending payment = scanned(channel);
    wallet(channel).pay(payment.attemptNo(), payment.amount());
    CompletableFuture<Answer> asking =
        transaction.execute(
            status -> {
              // The database ends the one that has written less.
              jdbc.update(
                  "INSERT INTO payment_anomaly (attempt_no, channel_trade_no, payment_no,"
                      + " merchant_no, kind, amount_fen, refund_no, created_at)"
                      + " SELECT CONCAT('other_', seq), 'T', 'other', ?, 'LATE_SUCCESS', 1, 'R',"
                      + " NOW(3) FROM seq_1_to_100",
                  MERCHANT);
              jdbc.update(
                  "UPDATE payment_attempt SET updated_at = NOW(3) WHERE attempt_no = ?",
                  payment.attemptNo());
              CompletableFuture<Answer> sync =
                  CompletableFuture.supplyAsync(() -> act(payment.paymentNo(), "sync"));
              awaitLockWait();
              jdbc.update(
                  "UPDATE payment SET updated_at = NOW(3) WHERE payment_no = ?",
                  payment.paymentNo());
              status.setRollbackOnly();
              return sync;
            });
    Answer answer = Objects.requireNonNull(asking).join();
    assertThat(answer.status()).as("answer %s", answer).isEqualTo(200);
    assertThat(answer.field("status")).isEqualTo("SUCCEEDED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_SUCCEEDED);
  }

  private void awaitLockWait() {
    Awaitility.await()
        .until(
            () -> count("information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"),
            waiting -> waiting > 0);
  }

  @Test
  void anotherMerchantsPaymentIsNotClosed() {
    Pending payment = scanned(Channel.WECHAT);
    String path = "/openapi/v1/payments/" + payment.paymentNo() + "/close";
    assertThat(call("POST", path, "", "mch_2").status()).isEqualTo(404);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPaidPaymentIsNotClosed(Channel channel) {
    Pending payment = paid(channel);
    Answer refused = act(payment.paymentNo(), "close");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.field("code")).isEqualTo("PAYMENT_STATE_INVALID");
    assertThat(wallet(channel).books().givenBack(payment.attemptNo())).isEqualTo(Money.ZERO);
  }
}
