package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a payer's browser may do with a payment. The token is all that it knows of it. */
public interface Checkout {

  /** The payment with this token, as a payer may see it. */
  Optional<View> find(String payToken);

  /**
   * Opens the payment in a wallet, or finds that it is open there already. Opening another wallet,
   * or another way of the same one, takes the earlier order off; should both be paid all the same,
   * the later money goes back by itself. Calls the channel.
   *
   * @param method the wallet's own way: NATIVE, JSAPI, WAP or PAGE
   * @param payer what the browser brought; JSAPI needs the payerId
   * @throws com.zhaoli.pay.common.error.ApiException PAYMENT_NOT_FOUND; PAYMENT_STATE_INVALID when
   *     it can no longer be paid; MERCHANT_SUSPENDED; METHOD_NOT_AVAILABLE; CHANNEL_NOT_CONFIGURED;
   *     CHANNEL_DECLINED; CHANNEL_UNAVAILABLE when the channel's answer is not known: opening again
   *     is harmless
   */
  View open(String payToken, Channel channel, PaymentMethod method, ChannelOrder.Payer payer);

  /** The account through which a wallet would be paid, for its own sign-in. */
  Optional<String> accountFor(View payment, Channel channel);

  /**
   * A payment as a payer may see it.
   *
   * @param wallets the channels it can be paid by: all that the merchant has for AGGREGATE_QR,
   *     otherwise the one that the merchant chose
   * @param opened the order that is open at a channel now, if any
   */
  record View(
      String paymentNo,
      String merchantNo,
      String subject,
      Money amount,
      PaymentMethod method,
      PaymentStatus status,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant paidAt,
      @Nullable String returnUrl,
      List<Channel> wallets,
      @Nullable Opened opened) {}

  /**
   * An order that waits for its payer at a channel.
   *
   * @param codeUrl the content of a QR code, for NATIVE
   * @param payParams what the wallet's page goes on with, for JSAPI, WAP (payUrl) and PAGE (payUrl)
   */
  record Opened(
      Channel channel,
      PaymentMethod method,
      @Nullable String codeUrl,
      Map<String, String> payParams) {}
}
