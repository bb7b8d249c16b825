package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.TestBooks;
import com.zhaoli.pay.payment.channel.TestBooks.Refund;
import com.zhaoli.pay.payment.channel.TestChannel.Trade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A trade bill as WeChat Pay writes it. */
final class TestBill {
  static final String HEADER =
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
          + "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,"
          + "商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
  static final String SUMS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

  private final List<String> rows = new ArrayList<>();
  private Money paid = Money.ZERO;
  private Money refunded = Money.ZERO;

  /** All that is in the books. */
  static TestBill of(TestBooks books) {
    TestBill bill = new TestBill();
    for (Map.Entry<String, Trade> entry : books.trades().entrySet()) {
      String tradeNo = entry.getValue().tradeNo();
      if (tradeNo != null) {
        bill.payment(tradeNo, entry.getKey(), entry.getValue().amount());
        for (Refund refund : books.refundsOf(entry.getKey())) {
          bill.refund(
              tradeNo,
              entry.getKey(),
              refund.refundNo(),
              refund.amount(),
              refund.settled() ? "SUCCESS" : "PROCESSING");
        }
      }
    }
    return bill;
  }

  TestBill payment(String tradeNo, String attemptNo, Money amount) {
    return payment(tradeNo, attemptNo, amount, "商品, A");
  }

  TestBill payment(String tradeNo, String attemptNo, Money amount, String subject) {
    paid = paid.plus(amount);
    String yuan = amount.toYuan();
    return row(tradeNo, attemptNo, "SUCCESS", yuan, "0", "0.00", "", subject);
  }

  TestBill refund(
      String tradeNo, String attemptNo, String refundNo, Money amount, String refundState) {
    refunded = refunded.plus(amount);
    return row(tradeNo, attemptNo, "REFUND", "0.00", refundNo, amount.toYuan(), refundState, "商品");
  }

  TestBill reversal(String tradeNo, String attemptNo, Money amount) {
    refunded = refunded.plus(amount);
    return row(tradeNo, attemptNo, "REVOKED", "0.00", "0", amount.toYuan(), "SUCCESS", "商品");
  }

  private TestBill row(
      String tradeNo,
      String attemptNo,
      String state,
      String paidYuan,
      String refundNo,
      String refundYuan,
      String refundState,
      String subject) {
    List<String> values =
        List.of(
            "2026-11-23 16:00:00",
            TestWechatPay.APP_ID,
            TestWechatPay.MCH_ID,
            "0",
            "",
            tradeNo,
            attemptNo,
            "oUser",
            "NATIVE",
            state,
            "OTHERS",
            "CNY",
            paidYuan,
            "0.00",
            "0",
            refundNo,
            refundYuan,
            "0.00",
            "",
            refundState,
            subject,
            "",
            "0.00000",
            "0.60%",
            paidYuan,
            refundYuan,
            "");
    rows.add("`" + String.join(",`", values));
    return this;
  }

  String text() {
    String sums =
        "`%d,`%s,`%s,`0.00,`0.00000,`%s,`%s"
            .formatted(
                rows.size(), paid.toYuan(), refunded.toYuan(), paid.toYuan(), refunded.toYuan());
    return "\uFEFF"
        + HEADER
        + "\r\n"
        + rows.stream().map(row -> row + "\r\n").reduce("", String::concat)
        + SUMS
        + "\r\n"
        + sums
        + "\r\n";
  }

  static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] zipped(String text) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(file)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
