package com.zhaoli.pay.payment.cashier;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.cashier.internal.CashierSessionStore;
import com.zhaoli.pay.payment.cashier.internal.CashierSessionStore.SignIn;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.PayerBrowser;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.Checkout;
import com.zhaoli.pay.payment.order.Checkout.View;
import com.zhaoli.pay.payment.page.PageAddresses;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Learns from a wallet who the payer is and opens the payment for that person. The wallet brings a
 * state back that only the browser which began can use, once, within ten minutes: nobody can slip a
 * payer another person's sign-in. The payer's id goes to the channel and is kept nowhere here.
 */
@Service
public class CashierSignIn {
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final Cashier cashier;
  private final Checkout checkout;
  private final CashierSessionStore sessions;
  private final ChannelRegistry channels;
  private final PageAddresses addresses;
  private final Clock clock;

  CashierSignIn(
      Cashier cashier,
      Checkout checkout,
      CashierSessionStore sessions,
      ChannelRegistry channels,
      PageAddresses addresses,
      Clock clock) {
    this.cashier = cashier;
    this.checkout = checkout;
    this.sessions = sessions;
    this.channels = channels;
    this.addresses = addresses;
    this.clock = clock;
  }

  /**
   * Where to send the browser so that the wallet says who it is; back to the cashier when the
   * payment cannot be paid any more. Counts as an opening.
   *
   * @param key the browser's key
   * @throws ApiException PAYMENT_NOT_FOUND; METHOD_NOT_AVAILABLE; CHANNEL_NOT_CONFIGURED;
   *     CHANNEL_UNAVAILABLE; OPENING_LIMIT_REACHED
   */
  public URI begin(String payToken, String key, Channel channel) {
    View payment = cashier.require(payToken);
    if (!cashier.isPayable(payment)) {
      return addresses.cashier(payToken);
    }
    if (!cashier.canOpen(payment, channel, PaymentMethod.JSAPI)) {
      throw new ApiException(ErrorCode.METHOD_NOT_AVAILABLE);
    }
    PayerBrowser browser = browser(channel);
    String account = account(payment, channel);
    cashier.countAttempt(payment);
    String state = CashierKeys.next();
    Instant now = clock.instant();
    sessions.beginSignIn(
        payment.merchantNo(),
        payment.paymentNo(),
        new SignIn(CashierKeys.hash(payToken, state), CashierKeys.hash(payToken, key), channel),
        now.plus(LIFETIME),
        now);
    try {
      return browser.authorizeUrl(account, addresses.signedIn(payToken), state);
    } catch (ChannelNotReadyException e) {
      throw new ApiException(ErrorCode.CHANNEL_UNAVAILABLE, e);
    }
  }

  /**
   * Takes what the wallet brought and opens the payment for the payer it names. What the wallet
   * brought is of no use a second time.
   *
   * @param brought the query parameters of the wallet's redirect
   * @throws ApiException PAYMENT_NOT_FOUND; SIGN_IN_FAILED when the wallet names nobody, or it is
   *     not this browser that began; what {@link Checkout#open} throws
   */
  public void finish(String payToken, PayerDevice device, Map<String, String> brought) {
    View payment = cashier.require(payToken);
    String key = device.key();
    String state = brought.get("state");
    if (key == null || state == null || !CashierKeys.isShape(state)) {
      throw new ApiException(ErrorCode.SIGN_IN_FAILED);
    }
    Channel channel =
        sessions
            .endSignIn(
                payment.merchantNo(),
                payment.paymentNo(),
                CashierKeys.hash(payToken, state),
                CashierKeys.hash(payToken, key),
                clock.instant())
            .orElseThrow(() -> new ApiException(ErrorCode.SIGN_IN_FAILED));
    if (!cashier.isPayable(payment)) {
      return;
    }
    PayerBrowser browser = browser(channel);
    String payerId = payerId(browser, account(payment, channel), brought);
    View opened =
        cashier.openAtChannel(
            payToken, channel, PaymentMethod.JSAPI, cashier.payer(payToken, device, payerId));
    cashier.claim(payToken, opened, key, new Offer(channel, PaymentMethod.JSAPI));
  }

  private static String payerId(PayerBrowser browser, String account, Map<String, String> brought) {
    @Nullable String code = brought.get(browser.codeParameter());
    if (code == null || code.isEmpty()) {
      throw new ApiException(ErrorCode.SIGN_IN_FAILED);
    }
    return browser
        .payerId(account, code)
        .orElseThrow(() -> new ApiException(ErrorCode.SIGN_IN_FAILED));
  }

  private PayerBrowser browser(Channel channel) {
    return channels
        .findBrowser(channel)
        .orElseThrow(() -> new ApiException(ErrorCode.METHOD_NOT_AVAILABLE));
  }

  private String account(View payment, Channel channel) {
    return checkout
        .accountFor(payment, channel)
        .orElseThrow(() -> new ApiException(ErrorCode.CHANNEL_NOT_CONFIGURED));
  }
}
