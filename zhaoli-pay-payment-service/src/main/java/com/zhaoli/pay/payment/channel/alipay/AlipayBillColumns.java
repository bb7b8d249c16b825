package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of a bill's detail, found by their names: Alipay adds some now and then. */
final class AlipayBillColumns {
  private static final String TRADE_NO = "支付宝交易号";
  private static final String ATTEMPT_NO = "商户订单号";
  private static final String KIND = "业务类型";
  private static final String SUBJECT = "商品名称";
  private static final String AT = "完成时间";
  private static final String AMOUNT = "订单金额（元）";
  private static final String RECEIVED = "商家实收（元）";
  private static final String REFUND_NO = "退款批次号/请求号";

  private static final Map<String, Kind> KINDS = Map.of("交易", Kind.PAYMENT, "退款", Kind.REFUND);

  private final Map<String, Integer> indexes = new HashMap<>();

  private AlipayBillColumns(List<String> names) {
    for (String name : names) {
      indexes.put(name, indexes.size());
    }
  }

  /**
   * A row.
   *
   * @param received what the merchant got, or gave back; the totals are of this
   */
  record Row(BillRow billRow, Money received) {}

  static AlipayBillColumns of(String header) throws BillDamagedException {
    AlipayBillColumns columns = new AlipayBillColumns(split(header));
    for (String name :
        List.of(TRADE_NO, ATTEMPT_NO, KIND, SUBJECT, AT, AMOUNT, RECEIVED, REFUND_NO)) {
      if (!columns.indexes.containsKey(name)) {
        throw new BillDamagedException("a column is missing");
      }
    }
    return columns;
  }

  Row row(String line) throws BillDamagedException {
    List<String> values = split(line);
    if (values.size() < indexes.size()) {
      throw new BillDamagedException("a row is too short");
    }
    Kind kind = KINDS.get(value(values, KIND));
    if (kind == null) {
      throw new BillDamagedException("a row of a kind that is not known here");
    }
    String refundNo = value(values, REFUND_NO);
    return new Row(
        new BillRow(
            kind,
            named(values, TRADE_NO),
            named(values, ATTEMPT_NO),
            kind == Kind.REFUND && !refundNo.isEmpty() ? refundNo : null,
            amount(kind, value(values, AMOUNT)),
            // What has not come to an end is in no bill.
            RowStatus.SUCCEEDED,
            AlipayFormat.instant(value(values, AT))),
        amount(kind, value(values, RECEIVED)));
  }

  /** A subject may have commas of its own, which nobody quotes: it takes what is too much. */
  private String value(List<String> values, String name) {
    int index = indexes.getOrDefault(name, 0);
    int subject = indexes.getOrDefault(SUBJECT, 0);
    return values.get(index <= subject ? index : index + values.size() - indexes.size());
  }

  private String named(List<String> values, String name) throws BillDamagedException {
    String value = value(values, name);
    if (value.isEmpty()) {
      throw new BillDamagedException("a row names no trade or no order");
    }
    return value;
  }

  /** Refunds are written as negative amounts. */
  private static Money amount(Kind kind, String yuan) throws BillDamagedException {
    boolean negative = yuan.startsWith("-");
    Optional<Money> amount = AlipayFormat.money(negative ? yuan.substring(1) : yuan);
    if (amount.isEmpty() || (negative && kind == Kind.PAYMENT)) {
      throw new BillDamagedException("a row's amount cannot be read");
    }
    if (kind == Kind.REFUND && !negative && !amount.get().equals(Money.ZERO)) {
      throw new BillDamagedException("a refund's amount is not negative");
    }
    return amount.get();
  }

  /** The values of a line, without the tabs and blanks that Alipay puts around them. */
  private static List<String> split(String line) {
    List<String> values = new ArrayList<>();
    int start = 0;
    for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', start)) {
      values.add(line.substring(start, comma).strip());
      start = comma + 1;
    }
    values.add(line.substring(start).strip());
    return values;
  }
}
