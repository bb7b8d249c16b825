package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A trade bill of kind ALL, line by line: a header, a row for each payment and for each refund, the
 * header of the sums, the sums. Columns are found by their names, which differ a little by the age
 * of the merchant.
 */
final class TradeBill {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Pattern YUAN = Pattern.compile("\\d{1,13}(\\.\\d{1,5})?");
  private static final String BOM = "\uFEFF";
  private static final char MARK = '`';

  private static final String TIME_COLUMN = "交易时间";
  private static final String MERCHANT = "商户号";
  private static final List<String> TRADE_NO = List.of("微信订单号", "微信支付订单号");
  private static final String ORDER_NO = "商户订单号";
  private static final String STATE = "交易状态";
  private static final String REFUND_NO = "商户退款单号";
  private static final String REFUND_STATE = "退款状态";
  private static final String SUBJECT = "商品名称";
  private static final String COUNT = "总交易单数";

  /** What the payer owed; older merchants have only what is settled, which was the same. */
  private static final List<String> ORDER_AMOUNT = List.of("订单金额", "应结订单金额", "总金额");

  private static final List<String> REFUND_AMOUNT = List.of("申请退款金额", "退款金额");

  /** Columns of amounts, and what their sums are called. */
  private static final Map<String, String> SUMS =
      Map.of(
          "应结订单金额", "应结订单总金额",
          "退款金额", "退款总金额",
          "订单金额", "订单总金额",
          "申请退款金额", "申请退款总金额");

  private final String mchId;
  private final Consumer<BillRow> rows;
  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<String, Money> sums = new HashMap<>();
  private List<String> sumColumns = List.of();
  private boolean complete;
  private long count;

  TradeBill(String mchId, Consumer<BillRow> rows) {
    this.mchId = mchId;
    this.rows = rows;
  }

  void add(String line) throws DamagedBillException {
    if (line.isBlank()) {
      return;
    }
    if (complete) {
      throw new DamagedBillException("it goes on after its sums");
    } else if (columns.isEmpty()) {
      readHeader(line);
    } else if (!sumColumns.isEmpty()) {
      compareSums(line);
    } else if (line.startsWith(COUNT)) {
      sumColumns = List.of(line.split(",", -1));
    } else {
      readRow(line);
    }
  }

  /** The number of rows, once all lines are read. */
  long finish() throws DamagedBillException {
    if (!complete) {
      throw new DamagedBillException("it ends before its sums");
    }
    return count;
  }

  private void readHeader(String line) throws DamagedBillException {
    String[] names = (line.startsWith(BOM) ? line.substring(1) : line).split(",", -1);
    for (int i = 0; i < names.length; i++) {
      columns.put(names[i].strip(), i);
    }
    for (String needed :
        List.of(TIME_COLUMN, MERCHANT, ORDER_NO, STATE, REFUND_NO, REFUND_STATE, SUBJECT)) {
      if (!columns.containsKey(needed)) {
        throw new DamagedBillException("it has no column " + needed);
      }
    }
  }

  private void readRow(String line) throws DamagedBillException {
    if (line.charAt(0) != MARK) {
      throw new DamagedBillException("a row does not begin as rows do");
    }
    String[] values = line.substring(1).split(",`", -1);
    if (values.length < columns.size()) {
      throw new DamagedBillException("a row is too short");
    }
    if (!value(values, MERCHANT).equals(mchId)) {
      throw new DamagedBillException("a row is another merchant's");
    }
    for (String column : SUMS.keySet()) {
      if (columns.containsKey(column)) {
        sums.merge(column, yuan(value(values, column)), Money::plus);
      }
    }
    count++;
    rows.accept(row(values));
  }

  private BillRow row(String[] values) throws DamagedBillException {
    String tradeNo = first(values, TRADE_NO);
    String orderNo = value(values, ORDER_NO);
    Instant at = time(value(values, TIME_COLUMN));
    return switch (value(values, STATE)) {
      case "SUCCESS" ->
          new BillRow(
              Kind.PAYMENT,
              tradeNo,
              orderNo,
              null,
              yuan(first(values, ORDER_AMOUNT)),
              RowStatus.SUCCEEDED,
              at);
      case "REFUND" ->
          new BillRow(
              Kind.REFUND,
              tradeNo,
              orderNo,
              value(values, REFUND_NO),
              yuan(first(values, REFUND_AMOUNT)),
              refundStatus(value(values, REFUND_STATE)),
              at);
      // A reversal gives everything back, and is no refund that we gave a number to.
      case "REVOKED" ->
          new BillRow(
              Kind.REFUND,
              tradeNo,
              orderNo,
              null,
              yuan(first(values, REFUND_AMOUNT)),
              RowStatus.SUCCEEDED,
              at);
      default -> throw new DamagedBillException("a row has a state that is not known here");
    };
  }

  private static RowStatus refundStatus(String state) {
    return switch (state) {
      case "SUCCESS" -> RowStatus.SUCCEEDED;
      case "FAIL", "FAILED", "CLOSED", "CHANGE", "ABNORMAL" -> RowStatus.FAILED;
      // A state that is not known here is not final either.
      default -> RowStatus.PROCESSING;
    };
  }

  private void compareSums(String line) throws DamagedBillException {
    String[] values = line.split(",", -1);
    if (values.length != sumColumns.size()) {
      throw new DamagedBillException("its sums do not fit their header");
    }
    Map<String, String> told = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      String value = values[i].strip();
      told.put(
          sumColumns.get(i).strip(),
          !value.isEmpty() && value.charAt(0) == MARK ? value.substring(1) : value);
    }
    if (!Long.toString(count).equals(told.get(COUNT))) {
      throw new DamagedBillException("it has another number of rows than it says");
    }
    for (Map.Entry<String, String> sum : SUMS.entrySet()) {
      String text = told.get(sum.getValue());
      if (text != null
          && columns.containsKey(sum.getKey())
          && !yuan(text).equals(sums.getOrDefault(sum.getKey(), Money.ZERO))) {
        throw new DamagedBillException("its rows do not add up to its " + sum.getValue());
      }
    }
    complete = true;
  }

  private String first(String[] values, List<String> names) throws DamagedBillException {
    for (String name : names) {
      if (columns.containsKey(name)) {
        return value(values, name);
      }
    }
    throw new DamagedBillException("it has no column " + names.get(0));
  }

  /**
   * A value by its column. The subject is free text: if it holds what separates values, the surplus
   * is its own, and the columns behind it are counted from the end.
   */
  private String value(String[] values, String name) {
    int index = columns.getOrDefault(name, 0);
    int surplus = values.length - columns.size();
    return values[index > columns.getOrDefault(SUBJECT, 0) ? index + surplus : index].strip();
  }

  private static Money yuan(String text) throws DamagedBillException {
    if (text.isEmpty()) {
      return Money.ZERO;
    }
    if (!YUAN.matcher(text).matches()) {
      throw new DamagedBillException("an amount is no amount");
    }
    try {
      return Money.ofYuan(text);
    } catch (ArithmeticException e) {
      throw new DamagedBillException("an amount has fractions of a fen");
    }
  }

  private static @Nullable Instant time(String text) {
    try {
      return LocalDateTime.parse(text, TIME).atZone(ZONE).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
