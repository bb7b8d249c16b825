package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.bill.BillEntry;
import com.zhaoli.pay.sandbox.bill.BillText;
import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import com.zhaoli.pay.sandbox.order.Refund;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * WeChat Pay's bill of a day: CSV in UTF-8, each field after a back-tick, and two lines of sums at
 * the end.
 */
record TradeBill(WechatPayKeys keys, List<BillEntry> entries, Instant now) {
  private static final String EOL = "\r\n";
  private static final String COLUMNS =
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
          + "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,"
          + "商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
  private static final String SUM_COLUMNS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

  void write(OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    text.write(COLUMNS + EOL);
    for (BillEntry entry : entries) {
      text.write(line(fields(entry)));
    }
    text.write(SUM_COLUMNS + EOL);
    String paid = BillText.yuan(sum(true));
    String refunded = BillText.yuan(sum(false));
    text.write(
        line(
            Stream.of(
                Integer.toString(entries.size()),
                paid,
                refunded,
                "0.00",
                "0.00000",
                paid,
                refunded)));
    text.flush();
  }

  private Stream<String> fields(BillEntry entry) {
    boolean payment = entry.kind() == BillEntry.Kind.PAYMENT;
    SandboxOrder order = entry.order();
    String yuan = BillText.yuan(entry.amountFen());
    String paid = payment ? yuan : "0.00";
    String refunded = payment ? "0.00" : yuan;
    String attach = order.attach();
    return Stream.of(
        BillText.time(entry.at()),
        keys.appId(),
        keys.mchId(),
        "0",
        "",
        entry.channelTradeNo(),
        order.channelOrderNo(),
        order.buyer() == null ? "" : order.buyer(),
        Transactions.tradeType(order),
        state(entry),
        "OTHERS",
        "CNY",
        paid,
        "0.00",
        entry.channelRefundNo() == null ? "0" : entry.channelRefundNo(),
        entry.outRefundNo() == null ? "0" : entry.outRefundNo(),
        refunded,
        "0.00",
        payment ? "" : "ORIGINAL",
        refundState(entry),
        BillText.plain(order.subject()),
        attach == null ? "" : BillText.plain(attach),
        "0.00000",
        "0.00%",
        paid,
        refunded,
        "");
  }

  private static String state(BillEntry entry) {
    return switch (entry.kind()) {
      case PAYMENT -> "SUCCESS";
      case REFUND -> "REFUND";
      case REVERSAL -> "REVOKED";
    };
  }

  private String refundState(BillEntry entry) {
    if (entry.kind() == BillEntry.Kind.PAYMENT) {
      return "";
    }
    Refund refund = entry.refund();
    return refund == null ? "SUCCESS" : refund.stateAt(now).name();
  }

  private static String line(Stream<String> fields) {
    return fields.map(field -> "`" + field).collect(Collectors.joining(",")) + EOL;
  }

  private long sum(boolean payments) {
    return entries.stream()
        .filter(entry -> payments == (entry.kind() == BillEntry.Kind.PAYMENT))
        .mapToLong(BillEntry::amountFen)
        .sum();
  }
}
