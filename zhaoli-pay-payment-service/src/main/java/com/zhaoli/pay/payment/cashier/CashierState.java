package com.zhaoli.pay.payment.cashier;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.order.Checkout.Opened;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one browser may know of a payment at one moment.
 *
 * @param details empty when the payment is paid and this is not the browser that opened it
 * @param now the server's time, by which the browser counts down
 * @param wallet the wallet whose own browser this is, as far as its User-Agent header says so
 * @param wallets the wallets it can be paid with somewhere, if not here; none once it is not
 *     payable
 * @param offers the ways to pay that make sense in this browser; none once it is not payable
 * @param opened the way that is open at a channel, as far as this browser may go on with it
 */
public record CashierState(
    CashierStatus status,
    @Nullable Details details,
    Instant now,
    @Nullable Channel wallet,
    List<Channel> wallets,
    List<Offer> offers,
    @Nullable Opened opened) {

  /**
   * What is paid for, and to whom.
   *
   * @param shop the merchant's name; absent while nobody can tell it
   * @param returnUrl where the browser goes on, once it is paid
   */
  public record Details(
      Money amount,
      String subject,
      @Nullable String shop,
      Instant expiresAt,
      @Nullable Instant paidAt,
      @Nullable String returnUrl) {}
}
