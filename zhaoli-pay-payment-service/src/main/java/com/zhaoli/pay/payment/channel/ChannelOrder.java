package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as a channel needs to know it.
 *
 * @param attemptNo the number the channel knows the order by; the same number is the same order
 * @param channelAccountNo whose account at the channel takes the money
 * @param method how it is paid, never AGGREGATE_QR: by then a wallet and its own way are chosen
 * @param channelTradeNo the channel's own number, once it is known
 * @param expiresAt until when the payer may pay
 * @param payer what is known of who pays, and where from
 */
public record ChannelOrder(
    String attemptNo,
    String channelAccountNo,
    PaymentMethod method,
    String subject,
    Money amount,
    @Nullable String channelTradeNo,
    Instant expiresAt,
    Payer payer) {

  /**
   * Who pays, and where.
   *
   * @param authCode the number of the payer's barcode, for BARCODE; good for one use, so it is
   *     never stored and never printed
   * @param payerId the payer's id at the wallet, for JSAPI: WeChat's openid, Alipay's buyer id
   * @param payerIp the address of the payer's browser, for WAP
   * @param returnUrl where the wallet sends the browser afterwards, for WAP and PAGE
   * @param storeId the merchant's name for the store
   * @param terminalNo the terminal that scanned, for BARCODE
   */
  public record Payer(
      @Nullable String authCode,
      @Nullable String payerId,
      @Nullable String payerIp,
      @Nullable String returnUrl,
      @Nullable String storeId,
      @Nullable String terminalNo) {
    public static final Payer UNKNOWN = new Payer(null, null, null, null, null, null);

    @Override
    public String toString() {
      return "Payer[storeId=" + storeId + ", terminalNo=" + terminalNo + "]";
    }
  }
}
