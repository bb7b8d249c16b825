package com.zhaoli.pay.simulator.receipt;

import com.zhaoli.pay.simulator.journal.ShiftTotals;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.state.DeviceState;
import com.zhaoli.pay.simulator.state.TerminalConfig;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A slip of what the journal has, for when the platform's own is not to be had. */
public final class LocalReceipt {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

  private final TerminalConfig config;
  private final int columns;
  private final StringBuilder slip = new StringBuilder();

  private LocalReceipt(TerminalConfig config) {
    this.config = config;
    this.columns = config.receiptColumns();
    config.receiptHeader().forEach(this::centred);
  }

  /**
   * The slip of a trade, with the lines and as wide as the terminal's configuration says.
   *
   * @param online false marks it as known to the terminal only
   */
  public static String of(TradeEntry trade, DeviceState terminal, boolean reprint, boolean online) {
    LocalReceipt receipt = new LocalReceipt(terminal.configInUse());
    receipt.centred("签购单 RECEIPT");
    if (reprint) {
      receipt.centred("重打印 REPRINT");
    }
    if (!online) {
      receipt.centred("离线 OFFLINE");
    }
    receipt.rule();
    DeviceState.Identity identity = terminal.identity();
    if (identity != null) {
      receipt.row("门店", identity.storeId());
      receipt.row("终端", identity.terminalNo());
    }
    receipt.row("流水号", trade.terminalTradeNo());
    receipt.row("时间", time(trade));
    receipt.row("渠道", trade.channel());
    receipt.row("支付单号", trade.paymentNo());
    receipt.row("渠道单号", trade.channelTradeNo());
    receipt.rule();
    receipt.row("金额 AMOUNT", "￥" + Columns.yuan(trade.amount()));
    receipt.line(trade.state().words());
    return receipt.footed();
  }

  /**
   * The slip of a shift that was settled.
   *
   * @param differences from what the platform counted, a line each
   */
  public static String ofShift(
      String shiftNo,
      List<ShiftTotals> mine,
      boolean agreed,
      List<String> differences,
      DeviceState terminal) {
    LocalReceipt receipt = new LocalReceipt(terminal.configInUse());
    receipt.centred("结算单 SETTLEMENT");
    receipt.line(shiftNo);
    for (ShiftTotals totals : mine) {
      receipt.line(totals.channel());
      receipt.row("  收款 paid " + totals.paymentCount(), Columns.yuan(totals.paymentAmount()));
      receipt.row("  退款 refunded " + totals.refundCount(), Columns.yuan(totals.refundAmount()));
    }
    receipt.line(agreed ? "与平台一致 AGREED" : "与平台不一致 DIFFERENT");
    if (!agreed) {
      receipt.line("mine / platform");
    }
    differences.forEach(receipt::line);
    return receipt.footed();
  }

  private String footed() {
    if (!config.receiptFooter().isEmpty()) {
      rule();
      config.receiptFooter().forEach(this::centred);
    }
    return slip.toString();
  }

  private static String time(TradeEntry trade) {
    String paidAt = trade.paidAt();
    return TIME.format(paidAt == null ? trade.createdAt() : Instant.parse(paidAt));
  }

  private void centred(String text) {
    Columns.wrapped(text, columns).forEach(part -> line(Columns.centred(part, columns)));
  }

  private void row(String name, @Nullable String value) {
    if (value != null) {
      line(Columns.ends(name, value, columns));
    }
  }

  private void rule() {
    line("-".repeat(columns));
  }

  private void line(String text) {
    slip.append(text).append('\n');
  }
}
