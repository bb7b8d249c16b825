package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import java.util.regex.Pattern;

/**
 * A row of a bill as it waits for the comparison.
 *
 * @param entryNo what we gave the channel: an attemptNo, or a refundNo; for money that went back
 *     without a refund of ours (a reversal) the attemptNo
 * @param rowNo its place in the bill, which keeps equal rows apart
 */
public record StagedRow(
    Kind subject,
    String entryNo,
    long rowNo,
    String attemptNo,
    String channelTradeNo,
    Money amount,
    RowStatus status) {
  private static final Pattern NUMBER = Pattern.compile("[\\x21-\\x7E]{1,64}");

  /**
   * @throws IllegalArgumentException when the row has a number that no channel knows: then the bill
   *     was not read right
   */
  static StagedRow of(BillRow row, long rowNo) {
    return new StagedRow(
        row.kind(),
        number(entryNo(row), rowNo),
        rowNo,
        number(row.attemptNo(), rowNo),
        row.channelTradeNo().isBlank() ? "" : number(row.channelTradeNo(), rowNo),
        row.amount(),
        row.status());
  }

  private static String entryNo(BillRow row) {
    String refundNo = row.refundNo();
    return row.kind() == Kind.PAYMENT || refundNo == null || refundNo.isBlank()
        ? row.attemptNo()
        : refundNo;
  }

  private static String number(String text, long rowNo) {
    String number = text.strip();
    if (!NUMBER.matcher(number).matches()) {
      throw new IllegalArgumentException("row %d has a number of no known form".formatted(rowNo));
    }
    return number;
  }
}
