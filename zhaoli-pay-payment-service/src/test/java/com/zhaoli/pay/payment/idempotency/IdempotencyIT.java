package com.zhaoli.pay.payment.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.RunningSweeps;
import com.zhaoli.pay.payment.Together;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.idempotency.internal.IdempotencyStore;
import com.zhaoli.pay.payment.idempotency.internal.IdempotencyStore.Admission;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;

/** Requests with an Idempotency-Key. */
class IdempotencyIT extends RunningSweeps {
  private static final String PAYMENTS = "/openapi/v1/payments";
  @Autowired private IdempotencyStore store;

  @BeforeEach
  void noKeysAreKnown() {
    jdbc.update("DELETE FROM idempotency_record");
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  private Answer post(String path, String body, String key) {
    return post(path, body, key, MERCHANT);
  }

  private Answer post(String path, String body, String key, String merchantNo) {
    return call(
        "POST",
        path,
        body,
        Map.of(
            ZhaoliHeaders.MERCHANT_NO,
            merchantNo,
            ZhaoliHeaders.APP_ID,
            "app_1",
            "Idempotency-Key",
            key));
  }

  private static String nativeOrder(long fen) {
    return JSON.writeValueAsString(order(Channel.WECHAT, newOutTradeNo(), fen));
  }

  @Test
  void theSameRequestGetsTheFirstAnswerAgain() {
    String key = newKey();
    String body = nativeOrder(100);
    Answer first = post(PAYMENTS, body, key);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.replayed()).isEmpty();
    int calls = WECHAT.calls();
    // What has become of the payment since does not show: it is the answer that was given.
    act(first.field("paymentNo"), "close");
    Answer again = post(PAYMENTS, body, key);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.replayed()).isEqualTo("true");
    assertThat(WECHAT.calls() - calls).as("only the closing").isEqualTo(1);
  }

  @Test
  void otherContentUnderTheSameKeyIsRefused() {
    String key = newKey();
    post(PAYMENTS, nativeOrder(100), key);
    Answer other = post(PAYMENTS, nativeOrder(100), key);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.field("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(other.replayed()).isEmpty();
  }

  @Test
  void keysOfMerchantsAndPathsAreApart() {
    String key = newKey();
    String body = nativeOrder(100);
    Answer mine = post(PAYMENTS, body, key);
    Answer theirs = post(PAYMENTS, body, key, "mch_2");
    assertThat(theirs.status()).isEqualTo(201);
    assertThat(theirs.field("paymentNo")).isNotEqualTo(mine.field("paymentNo"));
    Answer closed = post(PAYMENTS + "/" + mine.field("paymentNo") + "/close", "", key);
    assertThat(closed.field("status")).isEqualTo("CLOSED");
    assertThat(closed.replayed()).isEmpty();
  }

  @Test
  void aRefusalIsAnAnswerToo() {
    String key = newKey();
    Answer first = post(PAYMENTS, "{}", key);
    assertThat(first.status()).isEqualTo(400);
    Answer again = post(PAYMENTS, "{}", key);
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.replayed()).isEqualTo("true");
  }

  @Test
  void whatFailedOnOurSideIsTriedAgain() {
    String key = newKey();
    String body = nativeOrder(100);
    WECHAT.behave(Behaviour.SERVER_ERROR);
    assertThat(post(PAYMENTS, body, key).status()).isEqualTo(503);
    assertThat(count("idempotency_record")).isZero();
    WECHAT.behave(Behaviour.NORMAL);
    Answer second = post(PAYMENTS, body, key);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.replayed()).isEmpty();
    assertThat(post(PAYMENTS, body, key).replayed()).isEqualTo("true");
  }

  @Test
  void equalRequestsAtATimeAreWorkedOnByOne() {
    String key = newKey();
    String body = nativeOrder(100);
    int before = WECHAT.calls();
    List<Answer> answers =
        Together.run(IntStream.range(0, 16).boxed().toList(), i -> post(PAYMENTS, body, key));
    List<Answer> served = answers.stream().filter(answer -> answer.status() == 201).toList();
    assertThat(served).isNotEmpty().extracting(Answer::text).containsOnly(served.get(0).text());
    assertThat(served).filteredOn(answer -> answer.replayed().isEmpty()).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 201)
        .allMatch(answer -> answer.field("code").equals("REQUEST_IN_PROGRESS"));
    assertThat(WECHAT.calls() - before).isEqualTo(1);
    assertThat(post(PAYMENTS, body, key).text()).isEqualTo(served.get(0).text());
  }

  @Test
  void aFirstRequestThatDiedIsTakenOverWhenItsLockEnds() {
    String key = newKey();
    String body = nativeOrder(100);
    Answer first = post(PAYMENTS, body, key);
    // As a process leaves it that dies while it works.
    jdbc.update(
        "UPDATE idempotency_record SET answer_status = NULL, answer_body = NULL, locked_until = ?",
        in(Duration.ofSeconds(30)));
    Answer early = post(PAYMENTS, body, key);
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.field("code")).isEqualTo("REQUEST_IN_PROGRESS");
    jdbc.update("UPDATE idempotency_record SET locked_until = ?", in(Duration.ZERO));
    List<Answer> answers =
        Together.run(IntStream.range(0, 8).boxed().toList(), i -> post(PAYMENTS, body, key));
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 200 && answer.replayed().isEmpty())
        .as("answers %s", answers)
        .hasSize(1)
        .allMatch(answer -> answer.field("paymentNo").equals(first.field("paymentNo")));
    assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 409);
  }

  @Test
  void whoWasTakenOverDoesNotAnswerForTheOther() {
    String keyHash = "0".repeat(64);
    Admission first = store.admit(MERCHANT, keyHash, "a".repeat(64));
    // As if it had been admitted a good minute ago, and still works.
    Instant lost = ((Admission.First) first).lockedUntil().minusSeconds(61);
    jdbc.update("UPDATE idempotency_record SET locked_until = ?", Timestamp.from(lost));
    Instant mine = ((Admission.First) store.admit(MERCHANT, keyHash, "a".repeat(64))).lockedUntil();
    store.answered(MERCHANT, keyHash, lost, 500, "of who was thought dead");
    store.forget(MERCHANT, keyHash, lost);
    store.answered(MERCHANT, keyHash, mine, 201, "{}");
    assertThat(store.admit(MERCHANT, keyHash, "a".repeat(64)))
        .isEqualTo(new Admission.Replay(201, "{}"));
  }

  @Test
  void anAnswerToARefundIsKeptToo() {
    Pending payment = paid(Channel.ALIPAY);
    String key = newKey();
    String body =
        JSON.writeValueAsString(
            Map.of("paymentNo", payment.paymentNo(), "outRefundNo", newOutTradeNo(), "amount", 1));
    Answer first = post("/openapi/v1/refunds", body, key);
    assertThat(first.status()).isEqualTo(201);
    Answer again = post("/openapi/v1/refunds", body, key);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.replayed()).isEqualTo("true");
    assertThat(ALIPAY.books().refundsOf(payment.attemptNo())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb"})
  void aKeyThatIsNoneIsRefused(String key) {
    Answer refused = post(PAYMENTS, nativeOrder(1), key);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("details").has("Idempotency-Key")).isTrue();
    assertThat(post(PAYMENTS, nativeOrder(1), "k".repeat(256)).status()).isEqualTo(400);
    assertThat(post(PAYMENTS, nativeOrder(1), "k".repeat(255)).status()).isEqualTo(201);
  }

  @Test
  void readingNeedsNoKeyAndKeepsNone() {
    Answer created = post(PAYMENTS, nativeOrder(100), newKey());
    int kept = count("idempotency_record");
    Answer read =
        call(
            "GET",
            PAYMENTS + "/" + created.field("paymentNo"),
            "",
            Map.of(ZhaoliHeaders.MERCHANT_NO, MERCHANT, "Idempotency-Key", newKey()));
    assertThat(read.status()).isEqualTo(200);
    assertThat(count("idempotency_record")).isEqualTo(kept);
  }

  @Test
  void answersOfMoreThanSevenDaysAgoAreRemovedInBoundedSteps() {
    insertOld(2_500, Duration.ofDays(7).plusMinutes(1));
    insertOld(3, Duration.ofDays(7).minusMinutes(1));
    long before = serverCounts("Com_delete");
    ReflectionTestUtils.invokeMethod(store, "clean");
    assertThat(count("idempotency_record")).isEqualTo(3);
    assertThat(serverCounts("Com_delete") - before).as("steps of a thousand").isEqualTo(3);
  }

  private void insertOld(int rows, Duration age) {
    Timestamp at = Timestamp.from(clock.instant().minus(age));
    jdbc.batchUpdate(
        "INSERT INTO idempotency_record (merchant_no, key_hash, request_hash, locked_until,"
            + " answer_status, answer_body, created_at) VALUES ('mch_1', ?, 'h', ?, 200, '{}', ?)",
        IntStream.range(0, rows)
            .mapToObj(i -> new Object[] {"old-" + age.toMinutes() + "-" + i, at, at})
            .toList());
  }
}
