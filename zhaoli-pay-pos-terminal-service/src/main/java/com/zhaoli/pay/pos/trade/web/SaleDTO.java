package com.zhaoli.pay.pos.trade.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.trade.SaleCommand;
import com.zhaoli.pay.pos.trade.TradeMethod;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sale as a terminal sends it.
 *
 * @param amount fen
 */
public record SaleDTO(
    @NotNull @Pattern(regexp = TERMINAL_TRADE_NO) String terminalTradeNo,
    @NotNull TradeMethod method,
    @NotNull @Min(1) @Max(MAX_FEN) Long amount,
    @Nullable @Pattern(regexp = "[^\\p{Cntrl}\\p{Cs}]{1,127}") String subject,
    @Nullable @Pattern(regexp = "[0-9]{16,32}") String authCode,
    @Nullable @Min(60) @Max(7_200) Integer expireSeconds) {
  /** A thousand million yuan. */
  public static final long MAX_FEN = 100_000_000_000L;

  /** Not the word that asks for the latest trade. */
  public static final String TERMINAL_TRADE_NO = "(?!last$)[0-9A-Za-z_-]{1,32}";

  private static final String DEFAULT_SUBJECT = "门店消费";

  /** Does not print the payer's barcode. */
  @Override
  public String toString() {
    return "SaleDTO[terminalTradeNo=" + terminalTradeNo + ", method=" + method + "]";
  }

  SaleCommand command() {
    if (method == TradeMethod.BARCODE && authCode == null) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "authCode", "is required");
    }
    if (method == TradeMethod.QR && authCode != null) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "authCode", "does not go with this method");
    }
    return new SaleCommand(
        terminalTradeNo,
        method,
        new Money(amount),
        subject == null || subject.isBlank() ? DEFAULT_SUBJECT : subject,
        authCode == null ? null : new Secret(authCode),
        expireSeconds);
  }
}
