package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the rows of a bill's detail add up to, and what Alipay says that they do. */
final class AlipayBillTotals {
  private static final Map<Kind, Pattern> TOLD =
      Map.of(
          Kind.PAYMENT,
          Pattern.compile("#交易合计[：:](\\d{1,12})笔[，,]商家实收共(\\d{1,14}\\.\\d{2})元.*"),
          Kind.REFUND,
          Pattern.compile("#退款合计[：:](\\d{1,12})笔[，,]商家实收退款共-?(\\d{1,14}\\.\\d{2})元.*"));

  private final Map<Kind, Total> counted = new EnumMap<>(Kind.class);
  private final Map<Kind, Total> told = new EnumMap<>(Kind.class);

  /** So many rows, and what the merchant got or gave back by them. */
  private record Total(long rows, Money received) {
    static final Total NONE = new Total(0, Money.ZERO);

    Total plus(Money more) {
      return new Total(rows + 1, received.plus(more));
    }
  }

  void add(AlipayBillColumns.Row row) {
    Kind kind = row.billRow().kind();
    counted.put(kind, counted(kind).plus(row.received()));
  }

  /** Takes a total from a comment, if it tells one. */
  void readComment(String comment) throws BillDamagedException {
    for (Map.Entry<Kind, Pattern> total : TOLD.entrySet()) {
      Matcher matcher = total.getValue().matcher(comment.strip());
      if (matcher.matches()) {
        @Nullable Total before =
            told.put(
                total.getKey(),
                new Total(Long.parseLong(matcher.group(1)), Money.ofYuan(matcher.group(2))));
        if (before != null) {
          throw new BillDamagedException("a total is told twice");
        }
      }
    }
  }

  /** Throws unless both totals were told, and are those of the rows. */
  void check() throws BillDamagedException {
    for (Kind kind : Kind.values()) {
      Total total = told.get(kind);
      if (total == null) {
        throw new BillDamagedException("a total is missing");
      }
      if (!total.equals(counted(kind))) {
        throw new BillDamagedException("the rows do not add up to the totals");
      }
    }
  }

  long rows() {
    return counted.values().stream().mapToLong(Total::rows).sum();
  }

  private Total counted(Kind kind) {
    return counted.getOrDefault(kind, Total.NONE);
  }
}
