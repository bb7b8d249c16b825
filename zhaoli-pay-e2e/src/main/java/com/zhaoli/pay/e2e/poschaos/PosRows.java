package com.zhaoli.pay.e2e.poschaos;

import com.zhaoli.pay.e2e.faults.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What pos-terminal-service wrote down for one merchant. */
final class PosRows {
  private final Database database;
  private final String merchantNo;

  PosRows(Database database, String merchantNo) {
    this.database = database;
    this.merchantNo = merchantNo;
  }

  /**
   * A trade.
   *
   * @param open whether it is still followed
   * @param decidedAt when it changed last
   */
  record Trade(
      String tradeNo,
      String terminalNo,
      String terminalTradeNo,
      @Nullable String method,
      long amountFen,
      String status,
      @Nullable String channel,
      @Nullable String failureCode,
      boolean open,
      Instant createdAt,
      @Nullable Instant expiresAt,
      Instant decidedAt) {
    Duration took() {
      return Duration.between(createdAt, decidedAt);
    }
  }

  /** A refund. */
  record Refund(
      String outRefundNo,
      String terminalNo,
      String terminalRefundNo,
      String tradeNo,
      long amountFen,
      String status) {}

  List<Trade> trades() {
    return database.rows(
        "SELECT * FROM zhaoli_pos.trade WHERE merchant_no = ? ORDER BY trade_no",
        row ->
            new Trade(
                row.getString("trade_no"),
                row.getString("terminal_no"),
                row.getString("terminal_trade_no"),
                row.getString("method"),
                row.getLong("amount_fen"),
                row.getString("status"),
                row.getString("channel"),
                row.getString("failure_code"),
                row.getString("next_look_at") != null,
                time(row.getString("created_at")),
                row.getString("expires_at") == null ? null : time(row.getString("expires_at")),
                time(row.getString("updated_at"))),
        merchantNo);
  }

  List<Refund> refunds() {
    return database.rows(
        "SELECT * FROM zhaoli_pos.pos_refund WHERE merchant_no = ? ORDER BY out_refund_no",
        row ->
            new Refund(
                row.getString("out_refund_no"),
                row.getString("terminal_no"),
                row.getString("terminal_refund_no"),
                row.getString("trade_no"),
                row.getLong("amount_fen"),
                row.getString("status")),
        merchantNo);
  }

  /** The database writes UTC without saying so. */
  private static Instant time(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
  }
}
