package com.zhaoli.pay.sdk.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.sdk.ZhaoliPayClient;
import com.zhaoli.pay.sdk.ZhaoliPayClients;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentCreateRequest;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import com.zhaoli.pay.sdk.webhook.WebhookEvent;
import com.zhaoli.pay.sdk.webhook.ZhaoliPayWebhookHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The slice on our own generation of Boot; SampleIT has it on both. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "zhaoli.pay.app-secret=${SET_IN_PRODUCTION_ONLY}",
      "zhaoli.pay.webhook-path=/zhaoli/webhooks",
      "zhaoli.pay.notify-url=https://shop.example.com/zhaoli/webhooks"
    })
@AutoConfigureFakeZhaoliPay(apps = "tea")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FakeSliceTest {

  @Autowired FakeZhaoliPay fake;
  @Autowired ZhaoliPayClient client;
  @Autowired ZhaoliPayClients clients;
  @Autowired Orders orders;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Orders.class)
  static class Application {}

  static class Orders implements ZhaoliPayWebhookHandler {
    final List<String> paid = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(WebhookEvent event) {
      paid.add(event.data().outTradeNo());
    }
  }

  @Test
  @Order(1)
  void theApplicationTalksToTheFakeAndTheFakeToTheApplication() {
    client.payments().create(aPayment("T1"));

    assertThat(fake.pay("T1").isTaken()).isTrue();

    assertThat(orders.paid).contains("T1");
    assertThat(client.webhookEndpoints().list().get(0).url()).endsWith("/zhaoli/webhooks");
  }

  @Test
  @Order(2)
  void theFakeForgetsBetweenTests() {
    assertThat(fake.requests(Operation.CREATE_PAYMENT)).isEmpty();
    client.payments().create(aPayment("T1"));
    assertThat(fake.pay("T1").isTaken()).isTrue();
  }

  @Test
  @Order(3)
  void furtherAppsTalkToItToo() {
    assertThat(clients.get("tea").merchant().merchantNo()).isEqualTo(FakeZhaoliPay.MERCHANT_NO);
  }

  private static PaymentCreateRequest aPayment(String outTradeNo) {
    return PaymentCreateRequest.builder()
        .outTradeNo(outTradeNo)
        .amount(1_800)
        .subject("Coffee")
        .method(PaymentMethod.NATIVE)
        .channel(PaymentChannel.WECHAT)
        .build();
  }
}
