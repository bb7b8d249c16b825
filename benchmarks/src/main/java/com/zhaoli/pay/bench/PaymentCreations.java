package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.load.HttpAnswer;
import com.zhaoli.pay.bench.load.Work;
import com.zhaoli.pay.bench.platform.Merchant;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Signed requests for new payments, and the numbers of the payments that came of them. */
final class PaymentCreations implements Work {
  static final String AGGREGATE_QR = "AGGREGATE_QR";
  static final String SUBJECT = "Coffee and a newspaper";

  static final String PATH = "/openapi/v1/payments";
  private static final String PAYMENT_NO = "\"paymentNo\":\"";
  private static final int CREATED = 201;

  private final Merchant merchant;
  private final String host;
  private final Clock clock;
  private final String method;
  private final int expireSeconds;
  private final String outTradeNoPrefix;
  private final String notifyUrl;
  private final Queue<String> paymentNos = new ConcurrentLinkedQueue<>();

  PaymentCreations(
      Merchant merchant,
      String host,
      Clock clock,
      String method,
      int expireSeconds,
      String outTradeNoPrefix) {
    this(merchant, host, clock, method, expireSeconds, outTradeNoPrefix, "");
  }

  /**
   * @param notifyUrl who is told, instead of the merchant's endpoints; empty for those
   */
  PaymentCreations(
      Merchant merchant,
      String host,
      Clock clock,
      String method,
      int expireSeconds,
      String outTradeNoPrefix,
      String notifyUrl) {
    this.merchant = merchant;
    this.host = host;
    this.clock = clock;
    this.method = method;
    this.expireSeconds = expireSeconds;
    this.outTradeNoPrefix = outTradeNoPrefix;
    this.notifyUrl = notifyUrl;
  }

  @Override
  public byte[] request(int index) {
    return merchant.signedPost(clock, host, PATH, body(index));
  }

  /** The body of the request, for whoever does not sign it. */
  byte[] body(int index) {
    return """
    {"outTradeNo":"%s%d","amount":%d,"subject":"%s","method":"%s",%s%s"expireSeconds":%d}"""
        .formatted(
            outTradeNoPrefix,
            index,
            100 + index % 900,
            SUBJECT,
            method,
            channel(index),
            notifyUrl.isEmpty() ? "" : "\"notifyUrl\":\"%s\",".formatted(notifyUrl),
            expireSeconds)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Both wallets are asked alike; an aggregate code leaves the choice to the payer. */
  private String channel(int index) {
    if (method.equals(AGGREGATE_QR)) {
      return "";
    }
    return "\"channel\":\"%s\",".formatted(index % 2 == 0 ? "ALIPAY" : "WECHAT");
  }

  @Override
  public boolean isAccepted(int index, HttpAnswer answer) {
    if (answer.status() != CREATED) {
      return false;
    }
    String text = answer.text();
    int start = text.indexOf(PAYMENT_NO);
    if (start < 0) {
      return false;
    }
    start += PAYMENT_NO.length();
    paymentNos.add(text.substring(start, text.indexOf('"', start)));
    return true;
  }

  List<String> paymentNos() {
    return List.copyOf(paymentNos);
  }

  /** What a case of this method is called. */
  static String labelOf(String method) {
    return "create " + method.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
