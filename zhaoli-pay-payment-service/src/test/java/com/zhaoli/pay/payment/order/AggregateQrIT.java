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
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder.Payer;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.TestBooks.Refund;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import com.zhaoli.pay.payment.order.Checkout.View;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Payments whose payer chooses the wallet. */
class AggregateQrIT extends RunningSweeps {
  private static final Money AMOUNT = new Money(FEN);
  @Autowired private Checkout checkout;

  /** A payment nobody has opened yet. */
  private record Unopened(String paymentNo, String token) {}

  private Unopened unopened() {
    Answer created = create(request("AGGREGATE_QR", Map.of()));
    assertThat(created.status()).as("created: %s", created).isEqualTo(201);
    return new Unopened(created.field("paymentNo"), created.field("payToken"));
  }

  private View open(Unopened payment, Channel channel) {
    return checkout.open(payment.token(), channel, PaymentMethod.NATIVE, Payer.UNKNOWN);
  }

  /** The number of the order that is open now. */
  private String opened(Unopened payment, Channel channel) {
    View view = open(payment, channel);
    assertThat(Objects.requireNonNull(view.opened()).channel()).isEqualTo(channel);
    String attemptNo = attemptOf(payment.paymentNo());
    assertThat(view.opened().codeUrl()).contains(attemptNo);
    return attemptNo;
  }

  private static Channel other(Channel channel) {
    return channel.equals(Channel.ALIPAY) ? Channel.WECHAT : Channel.ALIPAY;
  }

  private void pay(Channel channel, String attemptNo) {
    String tradeNo = wallet(channel).pay(attemptNo, AMOUNT);
    Answer answer =
        deliver(channel, wallet(channel).notice(new Notice(attemptNo, AMOUNT, tradeNo)));
    assertThat(isAccepted(channel, answer)).as("accepted: %s", answer).isTrue();
  }

  @Test
  void isOneRowAndNoCallUntilItsPayerOpensIt() {
    int alipay = ALIPAY.calls();
    int wechat = WECHAT.calls();
    Answer created = create(request("AGGREGATE_QR", Map.of()));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.field("status")).isEqualTo("CREATED");
    assertThat(created.json().has("channel")).isFalse();
    assertThat(created.field("codeUrl"))
        .isEqualTo(created.field("cashierUrl"))
        .endsWith("/cashier/" + created.field("payToken"));
    assertThat(count("payment_attempt WHERE payment_no = ?", created.field("paymentNo"))).isZero();
    assertThat(eventsOf(created.field("paymentNo"))).isZero();
    assertThat(ALIPAY.calls()).isEqualTo(alipay);
    assertThat(WECHAT.calls()).isEqualTo(wechat);
    View seen = checkout.find(created.field("payToken")).orElseThrow();
    assertThat(seen.wallets()).containsExactly(Channel.ALIPAY, Channel.WECHAT);
    assertThat(seen.opened()).isNull();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aWalletThatIsOpenedAgainIsTheSameOrder(Channel channel) {
    Unopened payment = unopened();
    String first = opened(payment, channel);
    int calls = wallet(channel).calls();
    assertThat(opened(payment, channel)).isEqualTo(first);
    assertThat(wallet(channel).calls()).isEqualTo(calls);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
    assertThat(read(payment.paymentNo()).field("channel")).isEqualTo(channel.name());
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void openingAnotherWalletHasTheEarlierOrderTakenOffAtItsChannel(Channel channel) {
    Unopened payment = unopened();
    String earlier = opened(payment, channel);
    wallet(channel).scan(earlier);
    String later = opened(payment, other(channel));
    assertThat(later).isNotEqualTo(earlier);
    assertThat(attemptStatus(earlier)).isEqualTo("CLOSING");
    assertThat(attemptStatus(later)).isEqualTo("PAYING");

    assertThat(sweepOrders().failed()).isZero();
    assertThat(attemptStatus(earlier)).isEqualTo("CLOSED");
    assertThat(Objects.requireNonNull(wallet(channel).trade(earlier)).closed()).isTrue();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
    assertThat(attemptOf(payment.paymentNo())).isEqualTo(later);
    assertThat(eventsOf(payment.paymentNo())).isZero();
  }

  @Test
  void anAlipayCodeThatNobodyScannedIsTakenOffWhenSomebodyDoes() {
    Unopened payment = unopened();
    String earlier = opened(payment, Channel.ALIPAY);
    opened(payment, Channel.WECHAT);
    sweepOrders();
    assertThat(attemptStatus(earlier)).as("there is no trade to close yet").isEqualTo("CLOSING");

    ALIPAY.scan(earlier);
    letPass(payment.paymentNo(), Duration.ofSeconds(20));
    sweepOrders();
    assertThat(attemptStatus(earlier)).isEqualTo("CLOSED");
    assertThat(Objects.requireNonNull(ALIPAY.trade(earlier)).closed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aSyncOnDemandHasTheOtherOrdersAskedForAtOnce(Channel channel) {
    Unopened payment = unopened();
    String earlier = opened(payment, channel);
    String later = opened(payment, other(channel));
    jdbc.update(
        "UPDATE payment_attempt SET next_sync_at = next_sync_at + INTERVAL 1 HOUR"
            + " WHERE payment_no = ?",
        payment.paymentNo());
    wallet(channel).pay(earlier, AMOUNT);
    Answer synced = act(payment.paymentNo(), "sync");
    assertThat(synced.status()).isEqualTo(200);
    assertThat(synced.field("status")).as("the current order is not paid").isEqualTo("PAYING");
    assertThat(sweepOrders().changed()).isPositive();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
    assertThat(attemptOf(payment.paymentNo())).isEqualTo(earlier);
    assertThat(attemptStatus(later)).isIn("CLOSING", "CLOSED");
  }

  @Test
  void anAlipayCodeThatNobodyEverScannedEndsWithItsTime() {
    Unopened payment = unopened();
    String earlier = opened(payment, Channel.ALIPAY);
    opened(payment, Channel.WECHAT);
    letPass(payment.paymentNo(), Duration.ofSeconds(1_800 + 130));
    sweepOrders();
    assertThat(attemptStatus(earlier)).isEqualTo("CLOSED");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void theEarlierWalletStillPaysAndTheOtherOrderIsGivenUp(Channel channel) {
    Unopened payment = unopened();
    String earlier = opened(payment, channel);
    String later = opened(payment, other(channel));
    wallet(other(channel)).scan(later);
    pay(channel, earlier);

    Answer read = read(payment.paymentNo());
    assertThat(read.field("status")).isEqualTo("SUCCEEDED");
    assertThat(read.field("channel")).isEqualTo(channel.name());
    assertThat(read.field("channelTradeNo")).isEqualTo("T" + earlier);
    assertThat(attemptOf(payment.paymentNo())).isEqualTo(earlier);
    assertThat(attemptStatus(later)).isEqualTo("CLOSING");
    sweepOrders();
    assertThat(attemptStatus(later)).isEqualTo("CLOSED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_SUCCEEDED);
    PaymentEvent event = told(payment.paymentNo()).get(0);
    assertThat(event.channel()).isEqualTo(channel.name());
    assertThat(event.method()).isEqualTo("AGGREGATE_QR");
    assertThat(event.channelTradeNo()).isEqualTo("T" + earlier);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void whenBothArePaidTheLaterMoneyGoesBackByItself(Channel channel) {
    Unopened payment = unopened();
    String earlier = opened(payment, channel);
    String later = opened(payment, other(channel));
    pay(channel, earlier);
    pay(other(channel), later);
    assertThat(
            jdbc.queryForList(
                "SELECT kind, amount_fen FROM payment_anomaly WHERE payment_no = ?",
                payment.paymentNo()))
        .containsExactly(Map.of("kind", "SECOND_SUCCESS", "amount_fen", FEN));
    sweepUntilBack(other(channel), payment.paymentNo(), later);

    Answer read = read(payment.paymentNo());
    assertThat(read.field("status")).isEqualTo("SUCCEEDED");
    assertThat(read.field("channelTradeNo")).isEqualTo("T" + earlier);
    assertThat(read.json().has("refundedAmount")).as("not of the payment's books").isFalse();
    assertThat(wallet(other(channel)).books().givenBack(later)).isEqualTo(AMOUNT);
    assertThat(wallet(channel).books().givenBack(earlier)).isEqualTo(Money.ZERO);
    assertThat(typesTold(payment.paymentNo()))
        .containsExactly(EventType.PAYMENT_SUCCEEDED, EventType.REFUND_SUCCEEDED);
    PaymentEvent.Refund refund = Objects.requireNonNull(told(payment.paymentNo()).get(1).refund());
    assertThat(refund.amount()).isEqualTo(AMOUNT);
    assertThat(refund.outRefundNo()).isNull();
    assertThat(refund.status()).isEqualTo("SUCCEEDED");
    // The whole of the payment itself can still be refunded.
    assertThat(
            count("payment WHERE payment_no = ? AND refund_reserved_fen = 0", payment.paymentNo()))
        .isEqualTo(1);
  }

  private void sweepUntilBack(Channel channel, String paymentNo, String attemptNo) {
    assertThat(sweep.sweepRefunds()).isEqualTo(1);
    List<Refund> refunds = wallet(channel).books().refundsOf(attemptNo);
    assertThat(refunds).hasSize(1);
    wallet(channel).settle(refunds.get(0).refundNo());
    letPass(paymentNo, Duration.ofSeconds(20));
    sweep.sweepRefunds();
    assertThat(refundsOf(paymentNo))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("origin", "AUTO")
                    .containsEntry("status", "SUCCEEDED")
                    .containsEntry("attempt_no", attemptNo)
                    .containsEntry("amount_fen", FEN));
  }

  @Test
  void bothPaidAtTheSameMomentMakeOneSuccessAndOneRefund() {
    for (int round = 0; round < 8; round++) {
      Unopened payment = unopened();
      String alipay = opened(payment, Channel.ALIPAY);
      String wechat = opened(payment, Channel.WECHAT);
      Together.run(
          List.of(Channel.ALIPAY, Channel.WECHAT, Channel.ALIPAY, Channel.WECHAT),
          channel -> {
            pay(channel, channel.equals(Channel.ALIPAY) ? alipay : wechat);
            return channel;
          });
      assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
      assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_SUCCEEDED);
      assertThat(refundsOf(payment.paymentNo())).hasSize(1);
      String won = attemptOf(payment.paymentNo());
      assertThat(refundsOf(payment.paymentNo()).get(0))
          .containsEntry("attempt_no", won.equals(alipay) ? wechat : alipay);
    }
  }

  @Test
  void aPaymentThatNobodyOpenedIsClosedWhenItsTimeIsOver() {
    Unopened payment = unopened();
    letPass(payment.paymentNo(), Duration.ofSeconds(1_803));
    sweep.closeOverdue();
    assertThat(statusOf(payment.paymentNo())).as("not before its time").isEqualTo("CREATED");
    letPass(payment.paymentNo(), Duration.ofSeconds(3));
    Together.run(
        List.of(1, 2, 3),
        i -> {
          sweep.closeOverdue();
          return i;
        });
    assertThat(statusOf(payment.paymentNo())).isEqualTo("CLOSED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);
    assertThat(told(payment.paymentNo()).get(0).channel()).isNull();
    assertRefused(ErrorCode.PAYMENT_STATE_INVALID, payment, Channel.ALIPAY);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPaymentThatWasOpenedIsClosedWhenTheChannelHasTakenItsOrderOff(Channel channel) {
    Unopened payment = unopened();
    String attemptNo = opened(payment, channel);
    wallet(channel).scan(attemptNo);
    letPass(payment.paymentNo(), Duration.ofSeconds(1_806));
    sweep.closeOverdue();
    assertThat(statusOf(payment.paymentNo())).as("its order is still open").isEqualTo("PAYING");
    sweepOrders();
    assertThat(attemptStatus(attemptNo)).isEqualTo("CLOSED");
    letPass(payment.paymentNo(), Duration.ofSeconds(61));
    sweep.closeOverdue();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("CLOSED");
    assertThat(typesTold(payment.paymentNo())).containsExactly(EventType.PAYMENT_CLOSED);
  }

  @Test
  void manyOpensAtATimeMakeOneOrder() {
    Unopened payment = unopened();
    int before = WECHAT.calls();
    List<View> views =
        Together.run(IntStream.range(0, 20).boxed().toList(), i -> open(payment, Channel.WECHAT));
    assertThat(views)
        .extracting(view -> Objects.requireNonNull(view.opened()).codeUrl())
        .containsOnly("weixin://wxpay/bizpayurl?pr=" + attemptOf(payment.paymentNo()));
    assertThat(count("payment_attempt WHERE payment_no = ?", payment.paymentNo())).isEqualTo(1);
    assertThat(WECHAT.calls() - before).isEqualTo(1);
  }

  @Test
  void opensOfBothWalletsAtATimeLeaveOneThatIsOpen() {
    Unopened payment = unopened();
    List<Boolean> served =
        Together.run(
            IntStream.range(0, 12).boxed().toList(),
            i -> {
              try {
                open(payment, i % 2 == 0 ? Channel.ALIPAY : Channel.WECHAT);
                return true;
              } catch (ApiException e) {
                // Somebody else was quicker several times, or has taken the order off again.
                return e.code() == ErrorCode.REQUEST_IN_PROGRESS
                    || e.code() == ErrorCode.CHANNEL_UNAVAILABLE
                    || e.code() == ErrorCode.PAYMENT_STATE_INVALID;
              }
            });
    assertThat(served).containsOnly(true);
    assertThat(
            jdbc.queryForList(
                "SELECT attempt_no FROM payment_attempt WHERE payment_no = ? AND status IN"
                    + " ('CREATED', 'PAYING')",
                String.class,
                payment.paymentNo()))
        .containsExactly(attemptOf(payment.paymentNo()));
  }

  @Test
  void ordersOfAPaymentAreBounded() {
    Unopened payment = unopened();
    for (int i = 0; i < 20; i++) {
      open(payment, i % 2 == 0 ? Channel.ALIPAY : Channel.WECHAT);
    }
    assertRefused(ErrorCode.PAYMENT_STATE_INVALID, payment, Channel.ALIPAY);
    assertThat(count("payment_attempt WHERE payment_no = ?", payment.paymentNo())).isEqualTo(20);
    assertThat(open(payment, Channel.WECHAT).opened()).as("the last one stays open").isNotNull();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aWalletThatRefusesLeavesTheOtherOne(Channel channel) {
    Unopened payment = unopened();
    wallet(channel).behave(Behaviour.DECLINES);
    assertRefused(ErrorCode.CHANNEL_DECLINED, payment, channel);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("CREATED");
    wallet(channel).behave(Behaviour.NORMAL);
    String attemptNo = opened(payment, other(channel));
    pay(other(channel), attemptNo);
    Answer read = read(payment.paymentNo());
    assertThat(read.field("status")).isEqualTo("SUCCEEDED");
    assertThat(read.json().has("failureCode")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aCodeThatCouldNotBeHadIsHadByOpeningAgain(Channel channel) {
    Unopened payment = unopened();
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    assertRefused(ErrorCode.CHANNEL_UNAVAILABLE, payment, channel);
    String attemptNo = attemptOf(payment.paymentNo());
    wallet(channel).behave(Behaviour.NORMAL);
    assertThat(opened(payment, channel)).isEqualTo(attemptNo);
  }

  @Test
  void aStrangersTokenOpensNothing() {
    Unopened nobodys = new Unopened("", "0123456789012345678901234567890x");
    assertRefused(ErrorCode.PAYMENT_NOT_FOUND, nobodys, Channel.ALIPAY);
    assertThat(checkout.find("'; DROP TABLE payment")).isEmpty();
  }

  @Test
  void theWalletsPageNeedsToKnowWhoPays() {
    Unopened payment = unopened();
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () ->
                checkout.open(payment.token(), Channel.WECHAT, PaymentMethod.JSAPI, Payer.UNKNOWN))
        .matches(e -> e.code() == ErrorCode.REQUEST_INVALID);
    Payer payer = new Payer(null, WECHAT.payerId(), null, null, null, null);
    View view = checkout.open(payment.token(), Channel.WECHAT, PaymentMethod.JSAPI, payer);
    assertThat(Objects.requireNonNull(view.opened()).payParams()).containsKey("package");
    // Another payer's parameters would be refused by the wallet: it is another order.
    String first = attemptOf(payment.paymentNo());
    Payer second = new Payer(null, WECHAT.payerId() + "2", null, null, null, null);
    checkout.open(payment.token(), Channel.WECHAT, PaymentMethod.JSAPI, second);
    assertThat(attemptOf(payment.paymentNo())).isNotEqualTo(first);
    assertThat(attemptStatus(first)).isEqualTo("CLOSING");
  }

  private void assertRefused(ErrorCode code, Unopened payment, Channel channel) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> open(payment, channel))
        .matches(e -> e.code() == code, "refused as " + code);
  }
}
