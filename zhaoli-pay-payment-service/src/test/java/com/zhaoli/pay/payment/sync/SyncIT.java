package com.zhaoli.pay.payment.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.RunningSweeps;
import com.zhaoli.pay.payment.Together;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentSync;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Asking the channels for what nobody told us. */
class SyncIT extends RunningSweeps {
  @Autowired private PaymentSync sync;

  @ParameterizedTest
  @MethodSource("wallets")
  void aMissedCallbackIsMadeUpOnDemand(Channel channel) {
    Pending payment = pending(channel);
    wallet(channel).pay(payment.attemptNo(), payment.amount());
    Answer synced = syncNow(payment);
    assertThat(synced.status()).isEqualTo(200);
    assertThat(synced.field("status")).isEqualTo("SUCCEEDED");
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
    assertThat(syncNow(payment).field("status")).isEqualTo("SUCCEEDED");
  }

  @Test
  void whatTheChannelDoesNotSayIsNotMadeUp() {
    Pending payment = pending(Channel.ALIPAY);
    assertThat(syncNow(payment).field("status")).isEqualTo("PAYING");
    ALIPAY.behave(Behaviour.MALFORMED);
    assertThat(syncNow(payment).field("code")).isEqualTo("CHANNEL_UNAVAILABLE");
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
  }

  @Test
  void aWrongAmountAtTheChannelIsNotActedOn() {
    Pending payment = pending(Channel.WECHAT);
    WECHAT.pay(payment.attemptNo(), payment.amount().plus(payment.amount()));
    assertThat(syncNow(payment).status()).isEqualTo(503);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void theSweepFindsMissedCallbacksAndUnknownOutcomes(Channel channel) {
    Pending paid = pending(channel);
    wallet(channel).pay(paid.attemptNo(), paid.amount());
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    String unknown =
        create(channel, newOutTradeNo(), 1_230).json().path("details").path("paymentNo").asString();
    wallet(channel).behave(Behaviour.NORMAL);
    wallet(channel).pay(attemptOf(unknown), paid.amount());
    makeDue(paid.paymentNo(), unknown);

    assertThat(sweep.sweep(0, 1, 10)).isEqualTo(new SyncSweep.Summary(2, 2, 0));
    assertThat(statusOf(paid.paymentNo())).isEqualTo("SUCCEEDED");
    assertThat(statusOf(unknown)).isEqualTo("SUCCEEDED");
    assertThat(sweep.sweep(0, 1, 10)).isEqualTo(new SyncSweep.Summary(0, 0, 0));
  }

  @Test
  void anUnclearAnswerStaysDueForLater() {
    Pending payment = pending(Channel.WECHAT);
    makeDue(payment.paymentNo());
    WECHAT.behave(Behaviour.SERVER_ERROR);
    assertThat(sweep.sweep(0, 1, 10)).isEqualTo(new SyncSweep.Summary(1, 0, 1));
    assertThat(nextSync(payment)).isEqualTo(clock.instant().plusSeconds(15));
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPaymentWhoseTimeIsOverIsClosedOnceTheChannelHasTakenItsOrderOff(Channel channel) {
    Pending payment = pending(channel);
    wallet(channel).scan(payment.attemptNo());
    expire(payment);
    wallet(channel).behave(Behaviour.HANGS);
    makeDue(payment.paymentNo());
    sweep.sweep(0, 1, 10);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");

    wallet(channel).behave(Behaviour.NORMAL);
    makeDue(payment.paymentNo());
    sweep.sweep(0, 1, 10);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("CLOSED");
    assertThat(Objects.requireNonNull(wallet(channel).trade(payment.attemptNo())).closed())
        .isTrue();
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
    makeDue(payment.paymentNo());
    assertThat(sweep.sweep(0, 1, 10).changed()).isZero();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aMerchantSyncsByItsOwnNumber(Channel channel) {
    String outTradeNo = newOutTradeNo();
    String paymentNo = create(channel, outTradeNo, 1_230).field("paymentNo");
    wallet(channel).pay(attemptOf(paymentNo), new Money(1_230));
    String path = "/openapi/v1/payments/sync?outTradeNo=" + outTradeNo;
    assertThat(call("POST", path, "", "mch_2").status()).isEqualTo(404);
    Answer synced = call("POST", path, "", MERCHANT);
    assertThat(synced.status()).isEqualTo(200);
    assertThat(synced.field("paymentNo")).isEqualTo(paymentNo);
    assertThat(synced.field("status")).isEqualTo("SUCCEEDED");
    assertThat(call("POST", "/openapi/v1/payments/sync", "", MERCHANT).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aMerchantSyncsByTheChannelsNumberThatWeHaveNotHeardOf(Channel channel) {
    Pending payment = pending(channel);
    String tradeNo = wallet(channel).pay(payment.attemptNo(), payment.amount());
    String path = "/openapi/v1/payments/sync?channelTradeNo=" + tradeNo;
    assertThat(call("POST", path, "", "mch_2").status()).isEqualTo(404);
    assertThat(statusOf(payment.paymentNo())).as("of another merchant").isEqualTo("PAYING");
    Answer synced = call("POST", path, "", MERCHANT);
    assertThat(synced.field("paymentNo")).isEqualTo(payment.paymentNo());
    assertThat(synced.field("status")).isEqualTo("SUCCEEDED");

    int calls = wallet(channel).calls();
    assertThat(call("POST", path, "", MERCHANT).json()).isEqualTo(synced.json());
    assertThat(wallet(channel).calls()).as("now we know it").isEqualTo(calls);
    Answer found = call("GET", "/openapi/v1/payments?channelTradeNo=" + tradeNo, "", MERCHANT);
    assertThat(found.json()).isEqualTo(synced.json());
    String nobodys = "/openapi/v1/payments/sync?channelTradeNo=";
    assertThat(call("POST", nobodys + "T404", "", MERCHANT).status()).isEqualTo(404);
    assertThat(call("POST", nobodys + "%27%20OR%201", "", MERCHANT).status()).isEqualTo(404);
  }

  @Test
  void whatADyingInstanceHadLeasedIsDueAgainWhenTheLeaseEnds() {
    Pending payment = pending(Channel.WECHAT);
    WECHAT.pay(payment.attemptNo(), payment.amount());
    makeDue(payment.paymentNo());
    assertThat(sync.leaseDue(Channel.WECHAT, 0, 1, 10, Duration.ofSeconds(60))).hasSize(1);
    assertThat(sweep.sweep(0, 1, 10).examined()).isZero();
    assertThat(nextSync(payment)).isAfter(clock.instant().plusSeconds(50));
    makeDue(payment.paymentNo());
    assertThat(sweep.sweep(0, 1, 10).changed()).isEqualTo(1);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
  }

  @Test
  void anOrderThatIsGivenUpWhileItsChannelIsAskedStaysDueAtOnce() {
    Pending payment = pending(Channel.WECHAT);
    makeDue(payment.paymentNo());
    PaymentBO asked = sync.leaseDue(Channel.WECHAT, 0, 1, 10, Duration.ofSeconds(60)).get(0);
    // As when another order of the payment was paid.
    jdbc.update(
        "UPDATE payment_attempt SET status = 'CLOSING', next_sync_at = '2020-01-01'"
            + " WHERE attempt_no = ?",
        payment.attemptNo());

    assertThat(sync.sync(asked)).isEqualTo(PaymentSync.Answer.UNCHANGED);

    assertThat(sweep.sweep(0, 1, 10).examined()).isEqualTo(1);
  }

  @Test
  void manySweepsAtATimeAskForEachOrderOnce() {
    List<Pending> payments = IntStream.range(0, 30).mapToObj(i -> pending(Channel.WECHAT)).toList();
    payments.forEach(payment -> WECHAT.pay(payment.attemptNo(), payment.amount()));
    makeDue(payments.stream().map(Pending::paymentNo).toArray(String[]::new));
    int before = WECHAT.calls();
    // Whoever finds fewer than a chunk stops, so a sweep after them takes what they passed over.
    List<SyncSweep.Summary> summaries =
        new ArrayList<>(Together.run(List.of(1, 2, 3, 4, 5), i -> sweep.sweep(0, 1, 50)));
    summaries.add(sweep.sweep(0, 1, 50));
    assertThat(summaries.stream().mapToInt(SyncSweep.Summary::examined).sum()).isEqualTo(30);
    assertThat(WECHAT.calls() - before).isEqualTo(30);
    payments.forEach(payment -> assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED"));
  }

  @Test
  void aPaymentThatWasPaidInTimeIsNotClosedWhenFoundLate() {
    Pending payment = pending(Channel.ALIPAY);
    ALIPAY.pay(payment.attemptNo(), payment.amount());
    expire(payment);
    makeDue(payment.paymentNo());
    sweep.sweep(0, 1, 10);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
  }

  @Test
  void shardsShareAllPaymentsAndInstancesNeverTakeTheSame() {
    List<Pending> payments = IntStream.range(0, 24).mapToObj(i -> pending(Channel.WECHAT)).toList();
    makeDue(payments.stream().map(Pending::paymentNo).toArray(String[]::new));
    List<List<PaymentBO>> taken =
        Together.run(
            IntStream.range(0, 12).boxed().toList(),
            i -> sync.leaseDue(Channel.WECHAT, i % 3, 3, 4, Duration.ofMinutes(1)));
    List<String> all = taken.stream().flatMap(List::stream).map(PaymentBO::paymentNo).toList();
    assertThat(all).doesNotHaveDuplicates();
    // Whoever met another's locks got fewer than there were; nothing is lost, the rest is due.
    List<String> rest =
        IntStream.range(0, 3)
            .mapToObj(shard -> sync.leaseDue(Channel.WECHAT, shard, 3, 100, Duration.ofMinutes(1)))
            .flatMap(List::stream)
            .map(PaymentBO::paymentNo)
            .toList();
    assertThat(rest).doesNotContainAnyElementsOf(all);
    assertThat(all.size() + rest.size()).isEqualTo(24);
  }

  @Test
  void callbackAndSweepAtATimeSettleOnce() {
    for (int round = 0; round < 5; round++) {
      Pending payment = pending(Channel.WECHAT);
      WECHAT.pay(payment.attemptNo(), payment.amount());
      makeDue(payment.paymentNo());
      CallbackRequest callback = WECHAT.notice(payment.paid());
      List<Boolean> done =
          Together.run(
              List.of(0, 1, 2, 3),
              i ->
                  switch (i) {
                    case 0, 1 -> isAccepted(Channel.WECHAT, deliver(Channel.WECHAT, callback));
                    case 2 -> sweep.sweep(0, 1, 10).failed() == 0;
                    default -> syncNow(payment).status() == 200;
                  });
      assertThat(done).containsOnly(true);
      assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
      assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
    }
  }

  @Test
  void theJobServiceSyncsAShard() {
    Pending payment = pending(Channel.ALIPAY);
    ALIPAY.pay(payment.attemptNo(), payment.amount());
    makeDue(payment.paymentNo());
    int examined = 0;
    for (int shard = 0; shard < 4; shard++) {
      examined +=
          call("POST", "/internal/v1/payments/sync-batch", batch(shard, 4, 50), MERCHANT)
              .json()
              .path("examined")
              .asInt();
    }
    assertThat(examined).isEqualTo(1);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
    assertThat(
            call("POST", "/internal/v1/payments/sync-batch", batch(4, 4, 501), MERCHANT).status())
        .isEqualTo(400);
  }

  private static String batch(int index, int total, int limit) {
    return "{\"index\":%d,\"total\":%d,\"limit\":%d}".formatted(index, total, limit);
  }

  private Answer syncNow(Pending payment) {
    return call("POST", "/openapi/v1/payments/" + payment.paymentNo() + "/sync", "", MERCHANT);
  }

  private void makeDue(String... paymentNos) {
    for (String paymentNo : paymentNos) {
      jdbc.update(
          "UPDATE payment_attempt SET next_sync_at = ? WHERE payment_no = ?",
          Timestamp.from(clock.instant().minusSeconds(1)),
          paymentNo);
    }
  }

  private void expire(Pending payment) {
    jdbc.update(
        "UPDATE payment SET expires_at = ? WHERE payment_no = ?",
        Timestamp.from(clock.instant().minus(Duration.ofMinutes(10))),
        payment.paymentNo());
  }

  private Instant nextSync(Pending payment) {
    Timestamp next =
        jdbc.queryForObject(
            "SELECT next_sync_at FROM payment_attempt WHERE attempt_no = ?",
            Timestamp.class,
            payment.attemptNo());
    if (next == null) {
      throw new AssertionError("nothing is due");
    }
    return next.toInstant();
  }
}
