package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.channel.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;

/** Operators have events sent once more that the broker confirmed, and lost or kept. */
class OutboxResendIT extends RunningWithBroker {
  private static final String PATH = "/ops/v1/payments/outbox/resend";

  @Autowired private RabbitTemplate rabbit;

  @Test
  void whatWasPublishedInTheWindowIsSentOnceMoreHoweverOftenItIsOrdered() {
    Instant since = now();
    Pending payment = published();
    Instant until = now().plusMillis(1);
    await().until(() -> now().isAfter(until));
    Pending later = published();

    Answer first = order("ADMIN", since, until, "the broker's disk was lost");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().path("resent").asInt()).isEqualTo(1);
    assertThat(first.json().path("complete").asBoolean()).isTrue();
    assertThat(first.field("until")).isEqualTo(until.toString());
    assertThat(broker().await(payment.paymentNo(), 2).stream().map(PaymentEvent::eventId))
        .as("the same event, so that consumers know it")
        .hasSize(2)
        .containsOnly(eventOf(payment));
    awaitPublished(payment);

    Answer again = order("ADMIN", since, until, "the broker's disk was lost");
    assertThat(again.json().path("resent").asInt()).isZero();
    assertThat(broker().received(payment.paymentNo())).hasSize(2);
    assertThat(broker().received(later.paymentNo())).hasSize(1);
  }

  @Test
  void withoutAnEndTheWindowEndsNow() {
    Instant since = now();
    Pending payment = published();
    await().until(() -> now().isAfter(publishedAt(payment)));

    Answer answer = order("ADMIN", since, null, "a test");

    assertThat(answer.json().path("resent").asInt()).isEqualTo(1);
    assertThat(Instant.parse(answer.field("until"))).isBetween(since, Instant.now());
    assertThat(broker().await(payment.paymentNo(), 2)).hasSize(2);
    awaitPublished(payment);
  }

  @Test
  void whatConsumersMayHaveForgottenIsNotSent() {
    Instant since = now();
    Pending payment = published();
    await().until(() -> now().isAfter(publishedAt(payment)));
    jdbc.update(
        "UPDATE outbox_event SET event_id = ? WHERE payment_no = ?",
        Ids.lowest("evt_", since.minus(Duration.ofDays(4))),
        payment.paymentNo());

    assertThat(order("ADMIN", since, null, "a test").json().path("resent").asInt()).isZero();
  }

  @Test
  void onlyAdministratorsOrderIt() {
    Answer refused = order("AUDITOR", now().minusSeconds(60), null, "a test");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.field("code")).isEqualTo("OPERATOR_FORBIDDEN");
    Answer nobody =
        call("POST", PATH, body(now().minusSeconds(60), null, "a test"), Map.<String, String>of());
    assertThat(nobody.status()).isEqualTo(401);
  }

  @Test
  void aWindowThatIsNoneOrTooLargeIsRefused() {
    Instant now = now();
    for (Answer refused :
        new Answer[] {
          order("ADMIN", now, now.minusSeconds(1), "a test"),
          order("ADMIN", now.plusSeconds(60), null, "a test"),
          order("ADMIN", now.minus(Duration.ofDays(5)), now.minus(Duration.ofDays(4)), "a test")
        }) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.field("code")).isEqualTo("REQUEST_INVALID");
      assertThat(refused.json().path("details").has("since")).isTrue();
    }
    // A call that goes on with the window of one before comes later than that.
    Instant farthest = now.minus(Duration.ofDays(3));
    Answer moved = order("ADMIN", farthest.minusSeconds(60), farthest.plusSeconds(3_600), "a test");
    assertThat(moved.status()).isEqualTo(200);
    assertThat(Instant.parse(moved.field("since"))).isBetween(farthest, farthest.plusSeconds(60));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"reason\":\"a test\"}",
        "{\"since\":\"2026-11-28T00:00:00Z\"}",
        "{\"since\":\"2026-11-28T00:00:00Z\",\"reason\":\" \"}",
        "{\"since\":\"yesterday\",\"reason\":\"a test\"}"
      })
  void anOrderWithoutBeginOrReasonIsRefused(String body) {
    assertThat(call("POST", PATH, body, as("ADMIN")).status()).isEqualTo(400);
  }

  private Answer order(String role, Instant since, @Nullable Instant until, String reason) {
    return call("POST", PATH, body(since, until, reason), as(role));
  }

  private static String body(Instant since, @Nullable Instant until, String reason) {
    Map<String, Object> body = new HashMap<>(Map.of("since", since.toString(), "reason", reason));
    if (until != null) {
      body.put("until", until.toString());
    }
    return JSON.writeValueAsString(body);
  }

  private static Map<String, String> as(String role) {
    return Map.of(ZhaoliHeaders.OPERATOR, "op_1", ZhaoliHeaders.OPERATOR_ROLES, role);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private Broker broker() {
    return new Broker(rabbit);
  }

  private Pending published() {
    Pending payment = pending(Channel.ALIPAY);
    deliver(Channel.ALIPAY, ALIPAY.notice(payment.paid()));
    assertThat(broker().await(payment.paymentNo(), 1)).hasSize(1);
    awaitPublished(payment);
    return payment;
  }

  private void awaitPublished(Pending payment) {
    await().until(() -> !publishedAt(payment).equals(Instant.MAX));
  }

  /** The end of time while it is not published. */
  private Instant publishedAt(Pending payment) {
    Long millis =
        jdbc.queryForObject(
            "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', published_at) DIV 1000"
                + " FROM outbox_event WHERE payment_no = ?",
            Long.class,
            payment.paymentNo());
    return millis == null ? Instant.MAX : Instant.ofEpochMilli(millis);
  }

  private String eventOf(Pending payment) {
    return String.valueOf(
        jdbc.queryForObject(
            "SELECT event_id FROM outbox_event WHERE payment_no = ?",
            String.class,
            payment.paymentNo()));
  }
}
