package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The detail of a bill: lines of comments (beginning with #), a line of column names, the rows, and
 * lines of comments again, among them the totals.
 */
final class AlipayBillDetail {
  private static final int MAX_LINE_CHARS = 16 * 1024;

  private final BufferedReader in;
  private final StringBuilder line = new StringBuilder();

  private AlipayBillDetail(BufferedReader in) {
    this.in = in;
  }

  /**
   * Hands over the rows, and compares them with the totals at the end.
   *
   * @return the number of the rows
   */
  static long read(BufferedReader in, Consumer<BillRow> rows)
      throws IOException, BillDamagedException {
    AlipayBillDetail detail = new AlipayBillDetail(in);
    AlipayBillTotals totals = new AlipayBillTotals();
    AlipayBillColumns columns = null;
    for (String line = detail.next(); line != null; line = detail.next()) {
      if (line.isBlank()) {
        continue;
      }
      if (line.startsWith("#")) {
        totals.readComment(line);
      } else if (columns == null) {
        columns = AlipayBillColumns.of(line);
      } else {
        AlipayBillColumns.Row row = columns.row(line);
        totals.add(row);
        rows.accept(row.billRow());
      }
    }
    totals.check();
    return totals.rows();
  }

  /** The next line, null after the last. {@link BufferedReader#readLine} has no limit. */
  private @Nullable String next() throws IOException, BillDamagedException {
    line.setLength(0);
    int c = in.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      if (line.length() == MAX_LINE_CHARS) {
        throw new BillDamagedException("a line is too long");
      }
      line.append((char) c);
      c = in.read();
    }
    return line.toString();
  }
}
