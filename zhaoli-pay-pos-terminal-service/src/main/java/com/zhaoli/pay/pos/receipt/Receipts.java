package com.zhaoli.pay.pos.receipt;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.configuration.Configurations;
import com.zhaoli.pay.pos.configuration.TerminalSettings;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.refund.PosRefundBO;
import com.zhaoli.pay.pos.refund.PosRefundStatus;
import com.zhaoli.pay.pos.refund.Refunds;
import com.zhaoli.pay.pos.settings.PosProperties;
import com.zhaoli.pay.pos.shift.ShiftBO;
import com.zhaoli.pay.pos.shift.Shifts;
import com.zhaoli.pay.pos.signoff.ChannelTotals;
import com.zhaoli.pay.pos.signoff.SignOffBO;
import com.zhaoli.pay.pos.signoff.SignOffs;
import com.zhaoli.pay.pos.signoff.TotalsPair;
import com.zhaoli.pay.pos.trade.TradeBO;
import com.zhaoli.pay.pos.trade.TradeStatus;
import com.zhaoli.pay.pos.trade.Trades;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Receipts of what is final, from what is on record: the same receipt, whenever it is asked for.
 * They are in Chinese, as their readers are.
 */
@Service
public class Receipts {
  private final Trades trades;
  private final Refunds refunds;
  private final Shifts shifts;
  private final SignOffs signOffs;
  private final Configurations configurations;
  private final ReceiptNames names;
  private final DateTimeFormatter time;

  Receipts(
      Trades trades,
      Refunds refunds,
      Shifts shifts,
      SignOffs signOffs,
      Configurations configurations,
      ReceiptNames names,
      PosProperties properties) {
    this.trades = trades;
    this.refunds = refunds;
    this.shifts = shifts;
    this.signOffs = signOffs;
    this.configurations = configurations;
    this.names = names;
    this.time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(properties.receiptZone());
  }

  /**
   * The receipt of a trade.
   *
   * @throws ApiException TRADE_NOT_FOUND; TRADE_STATE_INVALID while it is not final
   */
  public byte[] ofTrade(DeviceIdentity device, String terminalTradeNo, ReceiptOptions options) {
    TradeBO trade =
        trades
            .find(device, terminalTradeNo)
            .orElseThrow(() -> new ApiException(ErrorCode.TRADE_NOT_FOUND));
    requireFinal(trade.status().isFinal(), trade.status().name());
    return print(
        device,
        trade.storeId(),
        options,
        "消费",
        paper ->
            paper
                .row("收银员", cashierOf(trade))
                .rule()
                .row("支付方式", channel(trade.channel()))
                .row("终端交易号", trade.terminalTradeNo())
                .row("支付单号", trade.paymentNo())
                .row("渠道单号", trade.channelTradeNo())
                .row("商品", trade.subject())
                .row("时间", at(Objects.requireNonNullElse(trade.paidAt(), trade.createdAt())))
                .row("状态", status(trade.status()))
                .row("原因", trade.failureCode())
                .rule()
                .large(yuan(trade.amount())));
  }

  /**
   * The receipt of a refund.
   *
   * @throws ApiException TRADE_NOT_FOUND; TRADE_STATE_INVALID while it is not final
   */
  public byte[] ofRefund(DeviceIdentity device, String terminalRefundNo, ReceiptOptions options) {
    PosRefundBO refund =
        refunds
            .find(device, terminalRefundNo)
            .orElseThrow(() -> new ApiException(ErrorCode.TRADE_NOT_FOUND));
    requireFinal(refund.status().isFinal(), refund.status().name());
    String channelTradeNo =
        trades
            .findByPaymentNo(refund.merchantNo(), refund.storeId(), refund.paymentNo())
            .map(TradeBO::channelTradeNo)
            .orElse(null);
    return print(
        device,
        refund.storeId(),
        options,
        "退款",
        paper ->
            paper
                .row("收银员", cashierOf(refund.merchantNo(), refund.shiftNo()))
                .row("授权主管", refund.supervisorNo())
                .rule()
                .row("退款至", channel(refund.channel()))
                .row("终端退款号", refund.terminalRefundNo())
                .row("退款单号", refund.refundNo())
                .row("原支付单号", refund.paymentNo())
                .row("原渠道单号", channelTradeNo)
                .row("退款原因", refund.reason())
                .row("时间", at(Objects.requireNonNullElse(refund.refundedAt(), refund.createdAt())))
                .row("状态", status(refund.status()))
                .row("原因", refund.failureCode())
                .rule()
                .large(yuan(refund.amount())));
  }

  /**
   * The receipt of a shift's totals, with what the two sides differ in.
   *
   * @throws ApiException SHIFT_NOT_FOUND; SHIFT_OPEN while it goes on; SHIFT_HAS_OPEN_TRADES while
   *     its totals cannot be taken
   */
  public byte[] ofShift(DeviceIdentity device, String shiftNo, ReceiptOptions options) {
    SignOffBO signOff = signOffs.get(device, shiftNo);
    String storeId = signOff.shift().storeId();
    return print(device, storeId, options, "交班结算", paper -> lay(paper, signOff));
  }

  private Paper lay(Paper paper, SignOffBO signOff) {
    ShiftBO shift = signOff.shift();
    paper
        .row("收银员", shift.cashierNo())
        .row("班次", shift.shiftNo())
        .row("签到", at(shift.openedAt()))
        .row("签退", shift.closedAt() == null ? null : at(shift.closedAt()));
    for (TotalsPair pair : signOff.totals()) {
      ChannelTotals ours = pair.ours();
      paper
          .rule()
          .row("支付方式", channel(ours.channel()))
          .row("收款笔数", Long.toString(ours.paymentCount()))
          .row("收款金额", yuan(ours.paymentAmount()))
          .row("退款笔数", Long.toString(ours.refundCount()))
          .row("退款金额", yuan(ours.refundAmount()));
    }
    paper.rule();
    if (shift.closedBy() != null) {
      return paper.bold("终端已移机，由平台结算");
    }
    if (Boolean.TRUE.equals(shift.agreed())) {
      return paper.bold("终端与平台一致");
    }
    paper.bold("终端与平台不一致");
    for (TotalsPair.Difference difference : signOff.differences()) {
      Figure figure = Figure.of(difference.field());
      paper
          .row(figure.title, channel(difference.channel()))
          .row("  终端", figure.show(difference.terminal()))
          .row("  平台", figure.show(difference.platform()));
    }
    return paper;
  }

  /** What a receipt says between its head and its foot. */
  private interface Body {
    Paper on(Paper paper);
  }

  /**
   * The whole of a receipt.
   *
   * @param storeId where it was made; the terminal may stand in another store by now
   */
  private byte[] print(
      DeviceIdentity device, String storeId, ReceiptOptions options, String title, Body body) {
    TerminalSettings settings = configurations.of(device.terminalNo()).settings();
    int columns = Objects.requireNonNullElse(options.columns(), settings.receiptColumns());
    Paper paper = new Paper(columns);
    names.ofMerchant(device.merchantNo()).ifPresent(paper::bold);
    settings.receiptHeader().forEach(paper::centred);
    paper.centred(title + " " + options.copy().title());
    if (options.reprint()) {
      paper.bold("** 重打印 REPRINT **");
    }
    paper
        .rule()
        .row("商户号", device.merchantNo())
        .row("门店", names.ofStore(device.merchantNo(), storeId).orElse(null))
        .row("门店号", storeId)
        .row("终端号", device.terminalNo());
    Paper unused = body.on(paper);
    if (!settings.receiptFooter().isEmpty()) {
      paper.rule();
      settings.receiptFooter().forEach(paper::centred);
    }
    return options.format().write(paper.lines(), columns);
  }

  private static void requireFinal(boolean isFinal, String status) {
    if (!isFinal) {
      throw new ApiException(ErrorCode.TRADE_STATE_INVALID, Map.of("status", status));
    }
  }

  private @Nullable String cashierOf(TradeBO trade) {
    return trade.shiftNo() == null ? null : cashierOf(trade.merchantNo(), trade.shiftNo());
  }

  private @Nullable String cashierOf(String merchantNo, String shiftNo) {
    return shifts.cashierOf(merchantNo, shiftNo).orElse(null);
  }

  private String at(Instant instant) {
    return time.format(instant);
  }

  private static String yuan(Money amount) {
    return amount.toYuan() + "元";
  }

  private static @Nullable String channel(@Nullable String channel) {
    return channel == null
        ? null
        : switch (channel) {
          case "WECHAT" -> "微信支付";
          case "ALIPAY" -> "支付宝";
          default -> channel;
        };
  }

  private static String status(TradeStatus status) {
    return switch (status) {
      case PAYING -> "等待付款";
      case REVERSING -> "正在撤销";
      case SUCCEEDED -> "收款成功";
      case FAILED -> "收款失败";
      case REVERSED -> "已撤销";
      case CLOSED -> "已关闭，未付款";
    };
  }

  private static String status(PosRefundStatus status) {
    return switch (status) {
      case PROCESSING -> "退款处理中";
      case SUCCEEDED -> "退款成功";
      case FAILED -> "退款失败";
    };
  }

  /** A number of a shift's totals: how it is called, and whether it is money. */
  private enum Figure {
    PAYMENT_COUNT("收款笔数", false),
    PAYMENT_AMOUNT("收款金额", true),
    REFUND_COUNT("退款笔数", false),
    REFUND_AMOUNT("退款金额", true);

    private final String title;
    private final boolean money;

    Figure(String title, boolean money) {
      this.title = title;
      this.money = money;
    }

    static Figure of(String field) {
      return switch (field) {
        case "paymentCount" -> PAYMENT_COUNT;
        case "paymentAmount" -> PAYMENT_AMOUNT;
        case "refundCount" -> REFUND_COUNT;
        case "refundAmount" -> REFUND_AMOUNT;
        default -> throw new IllegalArgumentException("not a number of totals: " + field);
      };
    }

    String show(long value) {
      return money ? yuan(new Money(value)) : Long.toString(value);
    }
  }
}
