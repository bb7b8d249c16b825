package com.zhaoli.pay.payment.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.RunningSweeps;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What operators see of payments, and do. */
class PaymentOpsIT extends RunningSweeps {
  private static final String PAYMENTS = "/ops/v1/payments";

  private Answer op(String method, String path, String roles) {
    return call(
        method,
        PAYMENTS + path,
        "",
        Map.of(ZhaoliHeaders.OPERATOR, "op_1", ZhaoliHeaders.OPERATOR_ROLES, roles));
  }

  private Answer op(String path) {
    return op("GET", path, "VIEWER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?merchantNo=mch_1", "/pay_1", "/callbacks?attemptNo=at_1"})
  void nobodyComesInWhoIsNoOperator(String path) {
    for (Map<String, String> headers :
        List.of(
            Map.<String, String>of(),
            Map.of(ZhaoliHeaders.MERCHANT_NO, MERCHANT),
            Map.of(ZhaoliHeaders.OPERATOR_ROLES, "ADMIN"))) {
      Answer refused = call("GET", PAYMENTS + path, "", headers);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.field("code")).isEqualTo("OPERATOR_UNAUTHENTICATED");
    }
    assertThat(call("POST", PAYMENTS + "/pay_1/sync", "", Map.of()).status()).isEqualTo(401);
    assertThat(
            call("POST", PAYMENTS + "/sync?merchantNo=mch_1&outTradeNo=x", "", Map.of()).status())
        .isEqualTo(401);
  }

  @Test
  void whatChannelsSentIsForAdministrators() {
    Pending payment = paid(Channel.WECHAT);
    String path = "/callbacks?attemptNo=" + payment.attemptNo();
    Answer refused = op(path);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.field("code")).isEqualTo("OPERATOR_FORBIDDEN");
    Answer shown = op("GET", path, "VIEWER, ADMIN");
    assertThat(shown.json().path("callbacks").size()).isEqualTo(1);
    JsonNode callback = shown.json().path("callbacks").get(0);
    assertThat(callback.path("result").asString()).isEqualTo("settled");
    assertThat(callback.path("body").asString()).contains("ciphertext");
    String after = "&after=" + callback.path("callbackId").asLong();
    assertThat(op("GET", path + after, "ADMIN").json().path("callbacks").isEmpty()).isTrue();
  }

  @Test
  void aMerchantsPaymentsAreListedNewestFirstPageByPage() {
    String merchant = "mch_ops_" + newOutTradeNo().replace('-', '_');
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      String body = JSON.writeValueAsString(order(Channel.WECHAT, newOutTradeNo(), 100));
      made.add(call("POST", "/openapi/v1/payments", body, merchant).field("paymentNo"));
    }
    Collections.reverse(made);
    List<String> seen = new ArrayList<>();
    String before = "";
    int pages = 0;
    do {
      JsonNode page = op("?limit=3&merchantNo=" + merchant + before).json();
      page.path("payments").forEach(row -> seen.add(row.path("paymentNo").asString()));
      before = page.has("next") ? "&before=" + page.path("next").asString() : "";
      pages++;
    } while (!before.isEmpty());
    assertThat(seen).isEqualTo(made);
    assertThat(pages).isEqualTo(3);
    assertThat(op("?merchantNo=mch_nobody").json().path("payments").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?merchantNo=mch_1&limit=0", "?merchantNo=mch_1&limit=201", "?limit=5"})
  void aListThatIsNotBoundedIsRefused(String query) {
    assertThat(op(query).status()).isEqualTo(400);
    assertThat(op("?merchantNo=%27").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPaymentIsShownWithItsOrdersAndRefunds(Channel channel) {
    Pending payment = paid(channel);
    call(
        "POST",
        "/openapi/v1/refunds",
        JSON.writeValueAsString(
            Map.of("paymentNo", payment.paymentNo(), "outRefundNo", newOutTradeNo(), "amount", 30)),
        MERCHANT);
    Answer shown = op("/" + payment.paymentNo());
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.json().path("payment").path("merchantNo").asString()).isEqualTo(MERCHANT);
    JsonNode attempt = shown.json().path("attempts").get(0);
    assertThat(attempt.path("attemptNo").asString()).isEqualTo(payment.attemptNo());
    assertThat(attempt.path("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(attempt.path("channelTradeNo").asString()).isEqualTo("T" + payment.attemptNo());
    JsonNode refund = shown.json().path("refunds").get(0);
    assertThat(refund.path("origin").asString()).isEqualTo("MERCHANT");
    assertThat(refund.path("amount").asLong()).isEqualTo(30);
    assertThat(shown.text()).doesNotContain("payToken").doesNotContain("code_url");
    assertThat(op("/pay_nothing").status()).isEqualTo(404);
    assertThat(op("/%27").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void anOperatorHasAPaymentSynced(Channel channel) {
    Pending payment = pending(channel);
    wallet(channel).pay(payment.attemptNo(), payment.amount());
    Answer synced = op("POST", "/" + payment.paymentNo() + "/sync", "SUPPORT");
    assertThat(synced.status()).isEqualTo(200);
    assertThat(synced.json().path("payment").path("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(op("POST", "/pay_nothing/sync", "SUPPORT").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void anOperatorSyncsByTheNumbersOfMerchantAndChannel(Channel channel) {
    String outTradeNo = newOutTradeNo();
    Pending byMerchants = pending(channel, create(channel, outTradeNo, FEN));
    wallet(channel).pay(byMerchants.attemptNo(), byMerchants.amount());
    Answer first = op("POST", "/sync?merchantNo=mch_1&outTradeNo=" + outTradeNo, "SUPPORT");
    assertThat(first.json().path("payment").path("status").asString()).isEqualTo("SUCCEEDED");

    Pending byChannels = pending(channel);
    String tradeNo = wallet(channel).pay(byChannels.attemptNo(), byChannels.amount());
    String path = "/sync?merchantNo=mch_1&channelTradeNo=" + tradeNo;
    Answer second = op("POST", path, "SUPPORT");
    assertThat(second.json().path("payment").path("paymentNo").asString())
        .isEqualTo(byChannels.paymentNo());
    assertThat(second.json().path("payment").path("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(op("POST", path.replace("mch_1", "mch_2"), "SUPPORT").status()).isEqualTo(404);
    assertThat(op("POST", "/sync?merchantNo=mch_1", "SUPPORT").status()).isEqualTo(400);
  }

  @Test
  void whatTheChannelDoesNotSayIsNotMadeUpForOperatorsEither() {
    Pending payment = pending(Channel.WECHAT);
    WECHAT.behave(Behaviour.SERVER_ERROR);
    Answer unclear = op("POST", "/" + payment.paymentNo() + "/sync", "SUPPORT");
    assertThat(unclear.status()).isEqualTo(503);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
  }
}
