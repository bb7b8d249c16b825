package com.zhaoli.pay.payment.channel.wechat;

import static com.zhaoli.pay.payment.channel.ChannelFixture.ADDRESSES;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.ChannelFixture;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.ChannelRefund;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** WeChat Pay on the one side, our strategies on the other, and an account whose keys change. */
final class TestSides implements AutoCloseable {
  static final ChannelProperties LIMITS =
      new ChannelProperties(
          URI.create("http://127.0.0.1:8080"), Duration.ofSeconds(3), Duration.ofSeconds(3));

  final TestWechatPay there = new TestWechatPay();
  final TestAccounts accounts;
  final WechatPayClients clients;
  final WechatPayAccounts ready;
  final WechatPayChannel channel;
  final WechatPayCallback callback;
  final WechatPayBills bills;
  final WechatPayBrowser browser;
  final WechatPayAccountType type;

  TestSides() {
    this(TestWechatPay::account);
  }

  TestSides(Function<TestWechatPay, Map<String, String>> settings) {
    WechatPayHttp http = new WechatPayHttp(LIMITS);
    accounts = new TestAccounts(settings.apply(there));
    clients = new WechatPayClients(http, Clock.systemUTC());
    ready = new WechatPayAccounts(accounts, clients);
    channel = new WechatPayChannel(ready, LIMITS);
    callback = new WechatPayCallback(ready, Clock.systemUTC());
    bills = new WechatPayBills(ready);
    browser = new WechatPayBrowser(ready, http);
    type = new WechatPayAccountType(clients, ADDRESSES);
  }

  ChannelOrder order(PaymentMethod method) {
    return order(method, null);
  }

  ChannelOrder order(PaymentMethod method, @Nullable String channelTradeNo) {
    return new ChannelOrder(
        ChannelFixture.ATTEMPT,
        TestAccounts.NO,
        method,
        "商品 \"A\" & B",
        ChannelFixture.AMOUNT,
        channelTradeNo,
        Instant.parse("2026-11-23T09:00:00Z"),
        new ChannelOrder.Payer(
            there.authCode(),
            there.payerId(),
            "203.0.113.9",
            "https://shop.example/back?a=1&b=2",
            "S1",
            "T1"));
  }

  ChannelRefund refund(@Nullable String reason) {
    return new ChannelRefund(
        ChannelFixture.REFUND,
        ChannelFixture.ATTEMPT,
        TestAccounts.NO,
        null,
        new Money(230),
        ChannelFixture.AMOUNT,
        reason);
  }

  CallbackNotice receive(CallbackRequest request) {
    return callback.read(TestAccounts.NO, callback.verify(TestAccounts.NO, request));
  }

  @Override
  public void close() {
    clients.stop();
    there.close();
  }
}
