package com.zhaoli.pay.simulator.receipt;

import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.state.DeviceState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A slip of what the journal has, for when the platform's own is not to be had. */
public final class LocalReceipt {
  /** Width of the printer. */
  public static final int COLUMNS = 32;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

  private LocalReceipt() {}

  /**
   * Prints it.
   *
   * @param online false marks it as known to the terminal only
   */
  public static String of(
      TradeEntry trade, DeviceState.@Nullable Identity terminal, boolean reprint, boolean online) {
    StringBuilder slip = new StringBuilder();
    line(slip, Columns.centred("签购单 RECEIPT", COLUMNS));
    if (reprint) {
      line(slip, Columns.centred("重打印 REPRINT", COLUMNS));
    }
    if (!online) {
      line(slip, Columns.centred("离线 OFFLINE", COLUMNS));
    }
    line(slip, "-".repeat(COLUMNS));
    if (terminal != null) {
      line(slip, Columns.ends("门店", terminal.storeId(), COLUMNS));
      line(slip, Columns.ends("终端", terminal.terminalNo(), COLUMNS));
    }
    line(slip, Columns.ends("流水号", trade.terminalTradeNo(), COLUMNS));
    line(slip, Columns.ends("时间", time(trade), COLUMNS));
    known(slip, "渠道", trade.channel());
    known(slip, "支付单号", trade.paymentNo());
    known(slip, "渠道单号", trade.channelTradeNo());
    line(slip, "-".repeat(COLUMNS));
    line(slip, Columns.ends("金额 AMOUNT", "￥" + Columns.yuan(trade.amount()), COLUMNS));
    line(slip, trade.state().words());
    return slip.toString();
  }

  private static String time(TradeEntry trade) {
    String paidAt = trade.paidAt();
    return TIME.format(paidAt == null ? trade.createdAt() : Instant.parse(paidAt));
  }

  private static void known(StringBuilder slip, String name, @Nullable String value) {
    if (value != null) {
      line(slip, Columns.ends(name, value, COLUMNS));
    }
  }

  private static void line(StringBuilder slip, String text) {
    slip.append(text).append('\n');
  }
}
