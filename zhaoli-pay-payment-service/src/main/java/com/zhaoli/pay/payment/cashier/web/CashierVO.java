package com.zhaoli.pay.payment.cashier.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.payment.cashier.CashierState;
import com.zhaoli.pay.payment.cashier.CashierState.Details;
import com.zhaoli.pay.payment.cashier.CashierStatus;
import com.zhaoli.pay.payment.cashier.Offer;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.Checkout.Opened;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment as a payer's browser sees it. Fields without a value are left out.
 *
 * @param amount yuan with two decimals, as text: the page does no arithmetic on it
 * @param now the server's time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CashierVO(
    CashierStatus status,
    @Nullable String amount,
    @Nullable String subject,
    @Nullable String shop,
    @Nullable Instant expiresAt,
    @Nullable Instant paidAt,
    @Nullable String returnUrl,
    Instant now,
    @Nullable Channel wallet,
    List<Channel> wallets,
    List<Offer> offers,
    @Nullable OpenedVO opened) {

  /**
   * The way that is open.
   *
   * @param code whether there is a QR code to show
   */
  record OpenedVO(
      Channel channel, PaymentMethod method, boolean code, Map<String, String> payParams) {

    static @Nullable OpenedVO of(@Nullable Opened opened) {
      return opened == null
          ? null
          : new OpenedVO(
              opened.channel(),
              opened.method(),
              opened.codeUrl() != null,
              Map.copyOf(opened.payParams()));
    }
  }

  static CashierVO of(CashierState state) {
    Details details = state.details();
    return new CashierVO(
        state.status(),
        details == null ? null : details.amount().toYuan(),
        details == null ? null : details.subject(),
        details == null ? null : details.shop(),
        details == null ? null : details.expiresAt(),
        details == null ? null : details.paidAt(),
        details == null ? null : details.returnUrl(),
        state.now(),
        state.wallet(),
        state.wallets(),
        state.offers(),
        OpenedVO.of(state.opened()));
  }
}
