package com.zhaoli.pay.payment.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.RunningSweeps;
import com.zhaoli.pay.payment.Together;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder.Payer;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Payments by the payer's barcode at a till, and their undoing. */
@ExtendWith(OutputCaptureExtension.class)
class BarcodeIT extends RunningSweeps {
  private static final Money AMOUNT = new Money(FEN);
  @Autowired private Checkout checkout;
  @Autowired private LoggingSystem logging;

  private static String barcode(Channel channel) {
    return request(
        "BARCODE",
        Map.of("authCode", wallet(channel).authCode(), "storeId", "S1", "terminalNo", "T1"));
  }

  /** A payment whose outcome the channel has not told yet: its payer is asked for the password. */
  private Pending asked(Channel channel) {
    wallet(channel).behave(Behaviour.PAYER_IS_ASKED);
    Pending payment = pending(channel, create(barcode(channel)));
    wallet(channel).behave(Behaviour.NORMAL);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
    return payment;
  }

  /** A payment that was paid at once. */
  private Pending bought(Channel channel) {
    Pending payment = pending(channel, create(barcode(channel)));
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
    return payment;
  }

  private static Duration reverseAfter(Channel channel) {
    return Duration.ofSeconds(channel.equals(Channel.ALIPAY) ? 45 : 30);
  }

  private static boolean isUndone(Pending payment) {
    return wallet(payment.channel()).books().isReversed(payment.attemptNo())
        || Objects.requireNonNull(wallet(payment.channel()).trade(payment.attemptNo())).closed();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void isPaidAtOnce(Channel channel) {
    Answer created = create(barcode(channel));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.field("status")).isEqualTo("SUCCEEDED");
    assertThat(created.field("channel")).isEqualTo(channel.name());
    assertThat(created.field("channelTradeNo"))
        .isEqualTo("T" + attemptOf(created.field("paymentNo")));
    assertThat(created.field("paidAt")).isEqualTo("2026-11-23T08:00:00Z");
    assertThat(created.json().has("codeUrl") || created.json().has("cashierUrl")).isFalse();
    List<PaymentEvent> told = told(created.field("paymentNo"));
    assertThat(told).extracting(PaymentEvent::type).containsExactly(EventType.PAYMENT_SUCCEEDED);
    assertThat(told.get(0).method()).isEqualTo("BARCODE");
    assertThat(sweepOrders().examined()).isZero();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void theSameRequestAgainTakesNoMoneyAgain(Channel channel) {
    String request = barcode(channel);
    Answer first = create(request);
    int calls = wallet(channel).calls();
    Answer second = create(request);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(wallet(channel).calls()).isEqualTo(calls);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void manyEqualRequestsAtATimeTakeTheMoneyOnce(Channel channel) {
    String request = barcode(channel);
    int before = wallet(channel).calls();
    List<Answer> answers =
        Together.run(IntStream.range(0, 12).boxed().toList(), i -> create(request));
    assertThat(answers).extracting(Answer::status).containsOnly(200, 201).containsOnlyOnce(201);
    assertThat(wallet(channel).calls() - before).isEqualTo(1);
    String paymentNo = answers.get(0).field("paymentNo");
    assertThat(statusOf(paymentNo)).isEqualTo("SUCCEEDED");
    assertThat(eventsOf(paymentNo)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPayerWhoEntersThePasswordIsWaitedFor(Channel channel) {
    Pending payment = asked(channel);
    assertThat(sweepOrders().examined()).as("not at once").isZero();
    letPass(payment.paymentNo(), Duration.ofMillis(4_100));
    assertThat(sweepOrders().examined()).isEqualTo(1);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
    assertThat(sweepOrders().examined()).as("at the channel's pace").isZero();

    wallet(channel).pay(payment.attemptNo(), AMOUNT);
    letPass(payment.paymentNo(), Duration.ofMillis(5_100));
    assertThat(sweepOrders().changed()).isEqualTo(1);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_SUCCEEDED);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPayerWhoNeverPaysHasThePaymentUndoneInTime(Channel channel) {
    Pending payment = asked(channel);
    Duration passed = Duration.ZERO;
    Duration step = Duration.ofMillis(5_050);
    while (passed.plus(step).compareTo(reverseAfter(channel)) < 0) {
      letPass(payment.paymentNo(), step);
      passed = passed.plus(step);
      assertThat(sweepOrders().examined()).as("asked after %s", passed).isEqualTo(1);
      assertThat(statusOf(payment.paymentNo())).as("after %s", passed).isEqualTo("PAYING");
      assertThat(isUndone(payment)).isFalse();
    }
    letPass(payment.paymentNo(), step);
    assertThat(sweepOrders().changed()).isEqualTo(1);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");
    assertThat(isUndone(payment)).isTrue();
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);
    assertThat(told(payment.paymentNo()).get(0).status()).isEqualTo("REVERSED");
    letPass(payment.paymentNo(), Duration.ofHours(1));
    assertThat(sweepOrders().examined()).as("there is nothing left to do").isZero();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void isReversedAlsoWhenTheChannelIsAwayForLong(Channel channel) {
    Pending payment = asked(channel);
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    for (int i = 0; i < 4; i++) {
      letPass(payment.paymentNo(), Duration.ofMinutes(i + 1L));
      assertThat(sweepOrders().failed()).isEqualTo(1);
      assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
    }
    wallet(channel).behave(Behaviour.NORMAL);
    letPass(payment.paymentNo(), Duration.ofMinutes(5));
    assertThat(sweepOrders().changed()).isEqualTo(1);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");
    assertThat(isUndone(payment)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aRefusalFailsThePaymentOnce(Channel channel) {
    String request = barcode(channel);
    wallet(channel).behave(Behaviour.DECLINES);
    Answer refused = create(request);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.field("code")).isEqualTo("CHANNEL_DECLINED");
    String paymentNo = refused.json().path("details").path("paymentNo").asString();
    wallet(channel).behave(Behaviour.NORMAL);
    assertThat(create(request).status()).isEqualTo(422);
    assertThat(statusOf(paymentNo)).isEqualTo("FAILED");
    assertThat(typesTold(paymentNo)).containsExactly(EventType.PAYMENT_FAILED);
    assertThat(wallet(channel).trade(attemptOf(paymentNo))).isNull();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void moneyThatWasTakenByACallWithoutAnAnswerIsFound(Channel channel) {
    String request = barcode(channel);
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    Pending payment = pending(channel, create(request));
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
    wallet(channel).pay(payment.attemptNo(), AMOUNT);
    wallet(channel).behave(Behaviour.NORMAL);
    int calls = wallet(channel).calls();
    assertThat(create(request).field("status")).isEqualTo("PAYING");
    assertThat(wallet(channel).calls()).as("the barcode is good for one call").isEqualTo(calls);

    letPass(payment.paymentNo(), Duration.ofMillis(4_100));
    sweepOrders();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
    assertThat(wallet(channel).books().givenBack(payment.attemptNo())).isEqualTo(Money.ZERO);
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_SUCCEEDED);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void whatAProcessLeftThatDiedBeforeItsCallIsUndone(Channel channel) {
    Pending payment = asCrashLeavesIt(channel);
    letPass(payment.paymentNo(), Duration.ofMillis(4_100));
    sweepOrders();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("CREATED");
    letPass(payment.paymentNo(), reverseAfter(channel));
    sweepOrders();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");
    assertThat(attemptStatus(payment.attemptNo()))
        .as("a call that is on its way may yet reach the channel")
        .isEqualTo("REVERSING");
    letPass(payment.paymentNo(), Duration.ofHours(1));
    assertThat(sweepOrders().changed()).isEqualTo(1);
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("REVERSED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);
  }

  /** Also where nobody tells of it: a barcode payment of WeChat Pay has no notice. */
  @ParameterizedTest
  @MethodSource("wallets")
  void moneyThatIsTakenAfterTheReversalGoesBackUnheard(Channel channel) {
    Pending payment = asCrashLeavesIt(channel);
    letPass(payment.paymentNo(), reverseAfter(channel).plusSeconds(5));
    sweepOrders();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");
    wallet(channel).pay(payment.attemptNo(), AMOUNT);
    letPass(payment.paymentNo(), Duration.ofMinutes(5));
    sweepOrders();
    assertThat(wallet(channel).books().givenBack(payment.attemptNo())).isEqualTo(AMOUNT);
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("REVERSED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);
  }

  /** The rows are there, and the channel has not heard of it. */
  private Pending asCrashLeavesIt(Channel channel) {
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    Pending payment = pending(channel, create(barcode(channel)));
    wallet(channel).behave(Behaviour.NORMAL);
    jdbc.update("UPDATE payment SET status = 'CREATED' WHERE payment_no = ?", payment.paymentNo());
    jdbc.update(
        "UPDATE payment_attempt SET status = 'CREATED' WHERE attempt_no = ?", payment.attemptNo());
    return payment;
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void isNotReversedWhileTheChannelIsBeingAskedForTheMoney(Channel channel) {
    Pending payment = asCrashLeavesIt(channel);
    Answer early = act(payment.paymentNo(), "reverse");
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.field("code")).isEqualTo("REQUEST_IN_PROGRESS");
    letPass(payment.paymentNo(), Duration.ofSeconds(10));
    assertThat(act(payment.paymentNo(), "reverse").field("status")).isEqualTo("REVERSED");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aTillTakesItsPaymentBack(Channel channel) {
    Pending payment = bought(channel);
    Answer reversed = act(payment.paymentNo(), "reverse");
    assertThat(reversed.status()).isEqualTo(200);
    assertThat(reversed.field("status")).isEqualTo("REVERSED");
    assertThat(wallet(channel).books().givenBack(payment.attemptNo())).isEqualTo(AMOUNT);
    int calls = wallet(channel).calls();
    Answer again = act(payment.paymentNo(), "reverse");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(reversed.json());
    assertThat(wallet(channel).calls()).isEqualTo(calls);
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(EventType.PAYMENT_SUCCEEDED, EventType.PAYMENT_CLOSED);
    assertThat(told(payment.paymentNo()).get(1).status()).isEqualTo("REVERSED");
    assertThat(refund(payment, FEN).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void anUnpaidPaymentIsTakenBackToo(Channel channel) {
    Pending payment = asked(channel);
    assertThat(act(payment.paymentNo(), "reverse").field("status")).isEqualTo("REVERSED");
    assertThat(isUndone(payment)).isTrue();
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aReversalWithoutAnAnswerIsGoneOnWith(Channel channel) {
    Pending payment = bought(channel);
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    Answer unclear = act(payment.paymentNo(), "reverse");
    assertThat(unclear.status()).isEqualTo(200);
    assertThat(unclear.field("status")).isEqualTo("SUCCEEDED");
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("REVERSING");
    Answer refused = refund(payment, 1);
    assertThat(refused.status()).as("money is on its way back").isEqualTo(409);
    assertThat(refused.field("code")).isEqualTo("PAYMENT_STATE_INVALID");

    letPass(payment.paymentNo(), Duration.ofSeconds(16));
    assertThat(sweepOrders().failed()).isEqualTo(1);
    wallet(channel).behave(Behaviour.NORMAL);
    letPass(payment.paymentNo(), Duration.ofSeconds(30));
    assertThat(sweepOrders().changed()).isEqualTo(1);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");
    assertThat(wallet(channel).books().givenBack(payment.attemptNo())).isEqualTo(AMOUNT);
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(EventType.PAYMENT_SUCCEEDED, EventType.PAYMENT_CLOSED);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aReversalThatTookEffectUnheardIsFoundOut(Channel channel) {
    Pending payment = bought(channel);
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    act(payment.paymentNo(), "reverse");
    wallet(channel).books().reverse(payment.attemptNo());
    wallet(channel).behave(Behaviour.NORMAL);
    letPass(payment.paymentNo(), Duration.ofSeconds(16));
    sweepOrders();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void whatAProcessLeftThatDiedBeforeItsReversalIsUndone(Channel channel) {
    Pending payment = bought(channel);
    jdbc.update(
        "UPDATE payment_attempt SET status = 'REVERSING', next_sync_at = ? WHERE attempt_no = ?",
        in(Duration.ofSeconds(15)),
        payment.attemptNo());
    letPass(payment.paymentNo(), Duration.ofSeconds(14));
    assertThat(sweepOrders().examined()).as("whoever marked it may still call").isZero();
    letPass(payment.paymentNo(), Duration.ofSeconds(2));
    assertThat(sweepOrders().changed()).isEqualTo(1);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");
    assertThat(wallet(channel).books().isReversed(payment.attemptNo())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void whatTheChannelWillNotUndoAndSaysIsPaidIsPaid(Channel channel) {
    Pending payment = asked(channel);
    wallet(channel).pay(payment.attemptNo(), AMOUNT);
    wallet(channel).behave(Behaviour.DECLINES);
    Answer answer = act(payment.paymentNo(), "reverse");
    assertThat(answer.field("status")).isEqualTo("SUCCEEDED");
    assertThat(answer.field("channelTradeNo")).isEqualTo("T" + payment.attemptNo());
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("SUCCEEDED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_SUCCEEDED);
    wallet(channel).behave(Behaviour.NORMAL);
    assertThat(refund(payment, FEN).status()).as("it can be refunded").isEqualTo(201);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void whatTheChannelWillNotUndoOfAPaidPaymentStaysPaid(Channel channel) {
    Pending payment = bought(channel);
    wallet(channel).behave(Behaviour.DECLINES);
    assertThat(act(payment.paymentNo(), "reverse").field("status")).isEqualTo("SUCCEEDED");
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("SUCCEEDED");
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void manyReversalsAtATimeUndoOnce(Channel channel) {
    Pending payment = bought(channel);
    List<Answer> answers =
        Together.run(
            IntStream.range(0, 10).boxed().toList(), i -> act(payment.paymentNo(), "reverse"));
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(
                        answer.status() == 200
                            || answer.field("code").equals("REQUEST_IN_PROGRESS"))
                    .as("answer %s", answer)
                    .isTrue());
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aReversalAndARefundAtATimeNeverGiveBackTwice(Channel channel) {
    for (int round = 0; round < 8; round++) {
      Pending payment = bought(channel);
      List<Answer> answers =
          Together.run(
              List.of(0, 1, 2, 3),
              i -> i % 2 == 0 ? act(payment.paymentNo(), "reverse") : refund(payment, FEN));
      assertThat(answers)
          .extracting(Answer::status)
          .as("answers %s", answers)
          .allMatch(status -> status < 500);
      boolean reversed = wallet(channel).books().isReversed(payment.attemptNo());
      int refunds = wallet(channel).books().refundsOf(payment.attemptNo()).size();
      assertThat((reversed ? 1 : 0) + refunds)
          .as("given back, reversed: %s", reversed)
          .isEqualTo(1);
      assertThat(statusOf(payment.paymentNo()).equals("REVERSED")).isEqualTo(reversed);
    }
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aReversalAndASuccessAtATimeEndReversed(Channel channel) {
    for (int round = 0; round < 5; round++) {
      Pending payment = asked(channel);
      wallet(channel).pay(payment.attemptNo(), AMOUNT);
      letPass(payment.paymentNo(), Duration.ofMillis(4_100));
      List<Boolean> done =
          Together.run(
              List.of(0, 1, 2),
              i ->
                  switch (i) {
                    case 0 -> act(payment.paymentNo(), "reverse").status() < 500;
                    case 1 -> sweepOrders().failed() == 0;
                    default -> act(payment.paymentNo(), "sync").status() == 200;
                  });
      assertThat(done).containsOnly(true);
      act(payment.paymentNo(), "reverse");
      assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");
      assertThat(isUndone(payment)).isTrue();
      List<EventType> told = typesTold(payment.paymentNo());
      assertThat(told.get(told.size() - 1)).isEqualTo(EventType.PAYMENT_CLOSED);
      assertThat(told).hasSizeLessThanOrEqualTo(2);
    }
  }

  /** A pay call that arrived after we had given up: the channel did not know the order then. */
  @Test
  void moneyThatIsTakenAfterTheReversalGoesBack() {
    Pending payment = asCrashLeavesIt(Channel.ALIPAY);
    letPass(payment.paymentNo(), Duration.ofMinutes(1));
    sweepOrders();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");

    ALIPAY.pay(payment.attemptNo(), AMOUNT);
    CallbackRequest notice = ALIPAY.notice(payment.paid());
    for (int i = 0; i < 3; i++) {
      assertThat(isAccepted(Channel.ALIPAY, deliver(Channel.ALIPAY, notice))).isTrue();
    }
    letPass(payment.paymentNo(), Duration.ofMinutes(5));
    assertThat(sweepOrders().changed()).isEqualTo(1);
    assertThat(ALIPAY.books().givenBack(payment.attemptNo())).isEqualTo(AMOUNT);
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("REVERSED");
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);
    // Told once more it is undone once more, which gives nothing back a second time.
    assertThat(isAccepted(Channel.ALIPAY, deliver(Channel.ALIPAY, notice))).isTrue();
    sweepOrders();
    assertThat(ALIPAY.books().givenBack(payment.attemptNo())).isEqualTo(AMOUNT);
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("REVERSED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);
  }

  /** The same where the channel will not undo it: then the money goes back by a refund. */
  @Test
  void moneyThatIsTakenAfterTheReversalAndIsNotUndoneIsRefunded() {
    Pending payment = asCrashLeavesIt(Channel.ALIPAY);
    letPass(payment.paymentNo(), Duration.ofMinutes(1));
    sweepOrders();
    ALIPAY.pay(payment.attemptNo(), AMOUNT);
    deliver(Channel.ALIPAY, ALIPAY.notice(payment.paid()));
    ALIPAY.behave(Behaviour.DECLINES);
    letPass(payment.paymentNo(), Duration.ofMinutes(5));
    sweepOrders();
    ALIPAY.behave(Behaviour.NORMAL);
    sweep.sweepRefunds();
    assertThat(ALIPAY.books().givenBack(payment.attemptNo())).isEqualTo(AMOUNT);
    assertThat(ALIPAY.books().refundsOf(payment.attemptNo())).hasSize(1);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("REVERSED");
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(EventType.PAYMENT_CLOSED, EventType.REFUND_SUCCEEDED);
  }

  @Test
  void onlyBarcodePaymentsAreReversed() {
    Pending payment = pending(Channel.ALIPAY);
    Answer refused = act(payment.paymentNo(), "reverse");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.field("code")).isEqualTo("PAYMENT_STATE_INVALID");
    Pending barcode = bought(Channel.ALIPAY);
    String path = "/openapi/v1/payments/" + barcode.paymentNo() + "/reverse";
    assertThat(call("POST", path, "", "mch_2").status()).isEqualTo(404);
    assertThat(act(barcode.paymentNo(), "close").field("code")).isEqualTo("PAYMENT_STATE_INVALID");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void whatMoneyWentBackOfIsNotReversed(Channel channel) {
    Pending payment = bought(channel);
    assertThat(refund(payment, 1).status()).isEqualTo(201);
    Answer refused = act(payment.paymentNo(), "reverse");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.field("code")).isEqualTo("PAYMENT_STATE_INVALID");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void isNothingThatAPayersBrowserOpens(Channel channel) {
    Pending payment = asked(channel);
    String token = read(payment.paymentNo()).field("payToken");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> checkout.open(token, channel, PaymentMethod.NATIVE, Payer.UNKNOWN))
        .matches(e -> e.code() == ErrorCode.PAYMENT_STATE_INVALID);
    assertThat(attemptOf(payment.paymentNo())).isEqualTo(payment.attemptNo());
    assertThat(attemptStatus(payment.attemptNo())).isEqualTo("PAYING");
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"NORMAL", "DECLINES", "SERVER_ERROR", "MALFORMED", "FORGED", "PAYER_IS_ASKED"})
  void thePayersNumberIsKeptNowhere(Behaviour behaviour, CapturedOutput output) {
    List<String> loggers = List.of("com.zhaoli.pay", "org.springframework.web", "com.alipay");
    loggers.forEach(logger -> logging.setLogLevel(logger, LogLevel.DEBUG));
    try {
      for (Channel channel : wallets()) {
        wallet(channel).behave(behaviour);
        create(barcode(channel));
        create(barcode(channel).replace("商品", "x".repeat(200)));
      }
    } finally {
      loggers.forEach(logger -> logging.setLogLevel(logger, null));
    }
    assertThat(output.getAll()).contains("INSERT INTO payment_attempt");
    for (Channel channel : wallets()) {
      assertThat(output.getAll()).doesNotContain(wallet(channel).authCode());
      assertThat(columnsWith(wallet(channel).authCode())).isEmpty();
    }
  }

  /** Columns of the whole schema that hold this text. */
  private List<String> columnsWith(String text) {
    List<Map<String, Object>> columns =
        jdbc.queryForList(
            "SELECT table_name AS t, column_name AS c FROM information_schema.columns"
                + " WHERE table_schema = DATABASE() AND data_type IN"
                + " ('char', 'varchar', 'text', 'mediumtext', 'longtext', 'blob', 'mediumblob')");
    assertThat(columns).hasSizeGreaterThan(20);
    return columns.stream()
        .filter(
            column ->
                count(
                        "`%s` WHERE INSTR(`%s`, ?) > 0".formatted(column.get("t"), column.get("c")),
                        text)
                    > 0)
        .map(Object::toString)
        .toList();
  }

  private Answer refund(Pending payment, long fen) {
    return call(
        "POST",
        "/openapi/v1/refunds",
        JSON.writeValueAsString(
            Map.of(
                "paymentNo", payment.paymentNo(), "outRefundNo", newOutTradeNo(), "amount", fen)),
        MERCHANT);
  }
}
