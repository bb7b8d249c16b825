package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.order.PaymentCreateCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;

/** Creating and reading payments. */
class PaymentIT extends RunningWithBroker {
  @Autowired private RabbitTemplate rabbit;

  @ParameterizedTest
  @MethodSource("wallets")
  void aPaymentIsMadeWithItsCode(Channel channel) {
    String outTradeNo = newOutTradeNo();
    Answer created = create(channel, outTradeNo, 100);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.field("status")).isEqualTo("PAYING");
    assertThat(created.field("codeUrl")).contains(attemptOf(created.field("paymentNo")));
    assertThat(created.field("payToken")).hasSizeGreaterThanOrEqualTo(32);
    assertThat(created.json().path("amount").asLong()).isEqualTo(100);

    Answer read = call("GET", "/openapi/v1/payments/" + created.field("paymentNo"), "", MERCHANT);
    assertThat(read.json()).isEqualTo(created.json());
    Answer found = call("GET", "/openapi/v1/payments?outTradeNo=" + outTradeNo, "", MERCHANT);
    assertThat(found.json()).isEqualTo(created.json());
  }

  @Test
  void anotherMerchantsPaymentIsNotThere() {
    Pending payment = pending(Channel.ALIPAY);
    String path = "/openapi/v1/payments/" + payment.paymentNo();
    assertThat(call("GET", path, "", "mch_2").status()).isEqualTo(404);
    assertThat(call("POST", path + "/sync", "", "mch_2").status()).isEqualTo(404);
    assertThat(call("GET", "/openapi/v1/payments/pay_nothing", "", MERCHANT).status())
        .isEqualTo(404);
    assertThat(call("GET", "/openapi/v1/payments/%E4%BD%A0", "", MERCHANT).status()).isEqualTo(404);
  }

  @Test
  void merchantsDoNotShareOrderNumbers() {
    String outTradeNo = newOutTradeNo();
    String body = JSON.writeValueAsString(order(Channel.WECHAT, outTradeNo, 100));
    Answer mine = call("POST", "/openapi/v1/payments", body, MERCHANT);
    Answer theirs = call("POST", "/openapi/v1/payments", body, "mch_2");
    assertThat(theirs.status()).isEqualTo(201);
    assertThat(theirs.field("paymentNo")).isNotEqualTo(mine.field("paymentNo"));
  }

  @Test
  void theSameRequestAgainIsTheSamePayment() {
    String outTradeNo = newOutTradeNo();
    Answer first = create(Channel.WECHAT, outTradeNo, 100);
    Answer second = create(Channel.WECHAT, outTradeNo, 100);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json()).isEqualTo(first.json());
  }

  /** Every delivery to it would be refused, for days. */
  @Test
  void inProductionAnAddressForWebhooksWithoutTlsIsRefusedAtOnce() {
    Map<String, Object> order = new HashMap<>(order(Channel.WECHAT, newOutTradeNo(), 100));
    order.put("returnUrl", "http://shop.example/thanks");
    order.put("notifyUrl", "http://shop.example/hook");
    Answer refused = create(JSON.writeValueAsString(order));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.field("code")).isEqualTo("REQUEST_INVALID");
    assertThat(refused.json().path("details").propertyNames()).containsExactly("notifyUrl");

    order.put("notifyUrl", "https://shop.example/hook");
    assertThat(create(JSON.writeValueAsString(order)).status()).isEqualTo(201);
  }

  /** Whoever repeats a request whose answer got lost must not read that it takes no money. */
  @Test
  void aPaymentOfTimesBeforeThatRuleIsFoundByItsRequestAgain() {
    Map<String, Object> order = new HashMap<>(order(Channel.WECHAT, newOutTradeNo(), 100));
    order.put("notifyUrl", "https://shop.example/hook");
    String paymentNo = create(JSON.writeValueAsString(order)).field("paymentNo");
    order.put("notifyUrl", "http://shop.example/hook");
    jdbc.update(
        "UPDATE payment SET notify_url = ?, content_hash = ? WHERE payment_no = ?",
        "http://shop.example/hook",
        JSON.convertValue(order, PaymentCreateCommand.Draft.class)
            .check(MERCHANT, "app_1", Set.of("WECHAT"), code -> Optional.empty())
            .contentHash(),
        paymentNo);

    Answer again = create(JSON.writeValueAsString(order));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.field("paymentNo")).isEqualTo(paymentNo);
  }

  @Test
  void orderNumbersDifferByCase() {
    assertThat(create(Channel.WECHAT, "Case-1", 100).status()).isEqualTo(201);
    assertThat(create(Channel.WECHAT, "case-1", 200).status()).isEqualTo(201);
  }

  @Test
  void otherContentUnderTheSameNumberIsAConflict() {
    String outTradeNo = newOutTradeNo();
    create(Channel.WECHAT, outTradeNo, 100);
    Answer other = create(Channel.WECHAT, outTradeNo, 101);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.field("code")).isEqualTo("OUT_TRADE_NO_CONFLICT");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void manyEqualRequestsAtATimeMakeOnePaymentAndOneOrder(Channel channel) {
    String outTradeNo = newOutTradeNo();
    int before = wallet(channel).calls();
    List<Answer> answers =
        Together.run(IntStream.range(0, 20).boxed().toList(), i -> create(channel, outTradeNo, 7));
    assertThat(answers).extracting(Answer::status).containsOnly(200, 201);
    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201);
    assertThat(answers).extracting(a -> a.field("codeUrl")).doesNotContain("").hasSize(20);
    assertThat(answers)
        .extracting(a -> a.field("paymentNo"))
        .containsOnly(answers.get(0).field("paymentNo"));
    assertThat(wallet(channel).calls() - before).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aCodeThatCouldNotBeHadIsHadByTheSameRequest(Channel channel) {
    String outTradeNo = newOutTradeNo();
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    Answer first = create(channel, outTradeNo, 100);
    assertThat(first.status()).isEqualTo(503);
    assertThat(first.field("code")).isEqualTo("CHANNEL_UNAVAILABLE");
    String paymentNo = first.json().path("details").path("paymentNo").asString();
    assertThat(statusOf(paymentNo)).isEqualTo("CREATED");
    String attemptNo = attemptOf(paymentNo);

    wallet(channel).behave(Behaviour.NORMAL);
    Answer second = create(channel, outTradeNo, 100);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.field("paymentNo")).isEqualTo(paymentNo);
    assertThat(second.field("codeUrl")).contains(attemptNo);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aRefusalFailsThePaymentAndIsTold(Channel channel) {
    String outTradeNo = newOutTradeNo();
    wallet(channel).behave(Behaviour.DECLINES);
    Answer refused = create(channel, outTradeNo, 100);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.field("code")).isEqualTo("CHANNEL_DECLINED");
    String paymentNo = refused.json().path("details").path("paymentNo").asString();
    assertThat(statusOf(paymentNo)).isEqualTo("FAILED");
    List<PaymentEvent> events = new Broker(rabbit).await(paymentNo, 1);
    // On a slow machine the sweeper sends it a second time, under the same id.
    assertThat(Set.copyOf(events))
        .extracting(PaymentEvent::type)
        .containsExactly(EventType.PAYMENT_FAILED);

    wallet(channel).behave(Behaviour.NORMAL);
    assertThat(create(channel, outTradeNo, 100).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.0", "\"1\"", "1e2", "true", "null", "0", "1e30", "99999999999999999999"})
  void anAmountThatIsNoIntegerOfFenIsRefusedByName(String amount) {
    Answer refused =
        create(
            "{\"outTradeNo\":\"x1\",\"subject\":\"s\",\"method\":\"NATIVE\",\"channel\":\"ALIPAY\",\"amount\":%s}"
                .formatted(amount));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("details").has("amount")).isTrue();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void everyWayOfPayingHasWhatItsPageGoesOnWith(Channel channel) {
    Map<String, Map<String, String>> ways =
        Map.of(
            "NATIVE", Map.of(),
            "JSAPI", Map.of("openid", wallet(channel).payerId()),
            "WAP", Map.of("payerIp", "203.0.113.9", "returnUrl", "https://shop.example/back"),
            "PAGE", Map.of("returnUrl", "https://shop.example/back"));
    ways.forEach(
        (method, more) -> {
          Map<String, Object> request = new HashMap<>(order(channel, newOutTradeNo(), 100));
          request.put("method", method);
          request.putAll(more);
          String body = JSON.writeValueAsString(request);
          Answer created = create(body);
          assertThat(created.status()).as("%s: %s", method, created).isEqualTo(201);
          assertThat(created.field("status")).isEqualTo("PAYING");
          if (method.equals("NATIVE")) {
            assertThat(created.field("codeUrl")).isNotEmpty();
          } else {
            assertThat(created.json().path("payParams").isEmpty()).isFalse();
          }
          Answer again = create(body);
          assertThat(again.status()).isEqualTo(200);
          assertThat(again.json()).as("%s again", method).isEqualTo(created.json());
        });
  }

  @Test
  void aPayerWhosePlaceIsNotKnownOpensTheWalletOnOurPage() {
    int calls = WECHAT.calls();
    Map<String, Object> request = new HashMap<>(order(Channel.WECHAT, newOutTradeNo(), 100));
    request.put("method", "WAP");
    Answer created = create(JSON.writeValueAsString(request));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.field("status")).isEqualTo("CREATED");
    assertThat(created.field("channel")).isEqualTo("WECHAT");
    assertThat(created.json().path("payParams").path("payUrl").asString())
        .isEqualTo(created.field("cashierUrl"));
    assertThat(WECHAT.calls()).isEqualTo(calls);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"method\":\"JSAPI\"", "\"method\":\"CASH\"", "\"method\":null"})
  void aWayOfPayingThatLacksSomethingIsRefusedByName(String method) {
    Answer refused =
        create(
            "{\"outTradeNo\":\"x2\",\"subject\":\"s\",\"channel\":\"WECHAT\",\"amount\":1,%s}"
                .formatted(method));
    assertThat(refused.status()).isEqualTo(400);
    String wrong = method.contains("JSAPI") ? "openid" : "method";
    assertThat(refused.json().path("details").has(wrong)).isTrue();
  }

  @Test
  void nobodyComesInWithoutThePlatformsCredential() {
    assertThat(get("/openapi/v1/payments?outTradeNo=x").status()).isEqualTo(401);
    assertThat(get("/actuator/health").status()).isEqualTo(200);
  }
}
