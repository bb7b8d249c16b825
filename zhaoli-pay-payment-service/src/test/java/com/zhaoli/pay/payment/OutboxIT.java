package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.outbox.Outbox;
import com.zhaoli.pay.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Binding.DestinationType;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;

/** From a settled payment to the consumers' queues, with and without a broker. */
class OutboxIT extends RunningWithBroker {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  @Autowired private RabbitTemplate rabbit;
  @Autowired private AmqpAdmin admin;
  @Autowired private Outbox outbox;

  @Test
  void aSettledPaymentReachesTheQueue() {
    Pending payment = paid(Channel.ALIPAY);
    List<PaymentEvent> events = broker().await(payment.paymentNo(), 1);
    assertThat(events).hasSize(1);
    PaymentEvent event = events.get(0);
    assertThat(event.type()).isEqualTo(EventType.PAYMENT_SUCCEEDED);
    assertThat(event.version()).isEqualTo(1);
    assertThat(event.merchantNo()).isEqualTo(MERCHANT);
    assertThat(event.status()).isEqualTo("SUCCEEDED");
    assertThat(event.amount()).isEqualTo(payment.amount());
    assertThat(event.channelTradeNo()).isEqualTo(payment.paid().tradeNo());
    assertThat(event.attach()).isEqualTo("a");
    awaitPublished(List.of(payment));
  }

  @Test
  void anEventAndItsMessageGoOnWithTheTraceThatChangedThePayment() {
    Pending payment = pending(Channel.ALIPAY);
    CallbackRequest callback = ALIPAY.notice(payment.paid());
    Map<String, String> headers = new HashMap<>(callback.headers());
    headers.put("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
    deliver(Channel.ALIPAY, new CallbackRequest(headers, callback.body()));
    String ofEvent = broker().await(payment.paymentNo(), 1).get(0).traceparent();
    String ofMessage = broker().traceOf(payment.paymentNo());
    assertThat(List.of(String.valueOf(ofEvent), String.valueOf(ofMessage)))
        .allMatch(context -> context.matches("00-" + TRACE + "-[0-9a-f]{16}-01"))
        .as("the callback, and the sending")
        .doesNotHaveDuplicates();
  }

  @Test
  void manyEventsAtATimeTravelInFewerMessages() {
    List<Pending> payments = IntStream.range(0, 30).mapToObj(i -> pending(Channel.WECHAT)).toList();
    Together.run(
        payments, payment -> deliver(Channel.WECHAT, WECHAT.notice(payment.paid())).status());
    for (Pending payment : payments) {
      assertThat(broker().await(payment.paymentNo(), 1)).hasSize(1);
    }
    awaitPublished(payments);
  }

  @Test
  void callbacksSucceedWhileTheBrokerIsAwayAndTheirEventsArriveWhenItIsBack() {
    List<Pending> payments = new ArrayList<>();
    for (Channel channel : List.of(Channel.ALIPAY, Channel.WECHAT)) {
      payments.add(pending(channel));
      payments.add(pending(channel));
    }
    TestServers.rabbitmq().stop();
    List<Duration> took = new ArrayList<>();
    try {
      for (Pending payment : payments) {
        Channel channel = payment.channel();
        long begin = System.nanoTime();
        Answer answer = deliver(channel, wallet(channel).notice(payment.paid()));
        assertThat(isAccepted(channel, answer)).isTrue();
        took.add(Duration.ofNanos(System.nanoTime() - begin));
        assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
      }
      // Where one waits for the broker, all do; a busy machine holds up one or another.
      assertThat(Collections.min(took))
          .as("no callback waits for the broker")
          .isLessThan(Duration.ofSeconds(2));
      Answer health = get("/actuator/health");
      assertThat(health.status()).isEqualTo(200);
      assertThat(health.field("status")).isEqualTo("UP");
      assertThat(unpublished(payments)).isEqualTo(payments.size());
    } finally {
      TestServers.rabbitmq().start();
    }
    for (Pending payment : payments) {
      assertThat(broker().await(payment.paymentNo(), 1)).isNotEmpty();
    }
    awaitPublished(payments);
  }

  @Test
  void whatADeadProcessLeftUnpublishedIsSent() {
    Pending payment = paid(Channel.ALIPAY);
    awaitPublished(List.of(payment));
    int before = broker().await(payment.paymentNo(), 1).size();
    // As if the process had died after the commit, with the event neither sent nor marked.
    jdbc.update(
        "UPDATE outbox_event SET published_at = NULL WHERE payment_no = ?", payment.paymentNo());
    assertThat(broker().await(payment.paymentNo(), before + 1)).hasSize(before + 1);
    awaitPublished(List.of(payment));
  }

  @Test
  void anEventThatTheBrokerCannotRouteIsNotTakenForPublished() {
    Pending payment = pending(Channel.WECHAT);
    List<Binding> bindings =
        Routing.WORK_QUEUES.stream()
            .map(
                queue ->
                    new Binding(
                        queue, DestinationType.QUEUE, Routing.EXCHANGE, Routing.BINDING_KEY, null))
            .toList();
    bindings.forEach(admin::removeBinding);
    try {
      deliver(Channel.WECHAT, WECHAT.notice(payment.paid()));
      Awaitility.await()
          .during(Duration.ofSeconds(2))
          .until(() -> unpublished(List.of(payment)) == 1);
    } finally {
      bindings.forEach(admin::declareBinding);
    }
    assertThat(broker().await(payment.paymentNo(), 1)).isNotEmpty();
    awaitPublished(List.of(payment));
  }

  @Test
  void anEventNeedsTheTransactionOfItsChange() {
    Pending payment = paid(Channel.ALIPAY);
    PaymentEvent event = broker().await(payment.paymentNo(), 1).get(0);
    assertThatIllegalStateException().isThrownBy(() -> outbox.append(event));
  }

  private Broker broker() {
    return new Broker(rabbit);
  }

  private Pending paid(Channel channel) {
    Pending payment = pending(channel);
    deliver(channel, wallet(channel).notice(payment.paid()));
    return payment;
  }

  private int unpublished(List<Pending> payments) {
    return payments.stream()
        .mapToInt(
            payment -> {
              Integer count =
                  jdbc.queryForObject(
                      "SELECT COUNT(*) FROM outbox_event WHERE payment_no = ? AND published_at IS NULL",
                      Integer.class,
                      payment.paymentNo());
              return count == null ? 0 : count;
            })
        .sum();
  }

  private void awaitPublished(List<Pending> payments) {
    Awaitility.await().until(() -> unpublished(payments) == 0);
  }
}
