package com.zhaoli.pay.pos.trade;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A sale that a terminal asks for.
 *
 * @param authCode the payer's barcode, which is never stored; null for a QR code
 * @param expireSeconds how long a QR code is good; null as the terminal's configuration says
 */
public record SaleCommand(
    String terminalTradeNo,
    TradeMethod method,
    Money amount,
    String subject,
    @Nullable Secret authCode,
    @Nullable Integer expireSeconds) {
  /** What a sale without a time is hashed with, so that it stays the same one whatever is set. */
  private static final int UNSAID = 120;

  public SaleCommand {
    if ((method == TradeMethod.BARCODE) != (authCode != null)) {
      throw new IllegalArgumentException("a barcode belongs to BARCODE, and to nothing else");
    }
  }

  /** Equal exactly for sales of equal content. */
  String contentHash() {
    String code = authCode == null ? "" : authCode.value();
    int seconds = expireSeconds == null ? UNSAID : expireSeconds;
    return Tokens.sha256(
        method + "\n" + amount.fen() + "\n" + seconds + "\n" + code + "\n" + subject);
  }
}
