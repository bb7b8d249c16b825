package com.zhaoli.pay.payment.cashier;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.cashier.CashierState.Details;
import com.zhaoli.pay.payment.cashier.internal.CashierSessionStore;
import com.zhaoli.pay.payment.cashier.internal.CashierSessionStore.Owner;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.PayerBrowser;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.Checkout;
import com.zhaoli.pay.payment.order.Checkout.Opened;
import com.zhaoli.pay.payment.order.Checkout.View;
import com.zhaoli.pay.payment.page.PageAddresses;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What a payer's browser sees of a payment and does with it. The browser knows the token and
 * nothing else that names the payment or its merchant.
 *
 * <p>Whoever has the token may see and pay a payment that is open. The browser that opened it, by
 * its cookie's key, is its owner; once it is paid, all others learn only that it is finished. A
 * browser that finds the payment open in the same way does not become the owner; one that opens
 * another way does, since that takes the earlier order off at the channel.
 */
@Service
public class Cashier {
  /** How often one payment may be opened at channels, by all browsers together. */
  static final int MAX_ATTEMPTS = 20;

  private final Checkout checkout;
  private final CashierSessionStore sessions;
  private final ChannelRegistry channels;
  private final ShopNames shops;
  private final PageAddresses addresses;
  private final Clock clock;

  Cashier(
      Checkout checkout,
      CashierSessionStore sessions,
      ChannelRegistry channels,
      ShopNames shops,
      PageAddresses addresses,
      Clock clock) {
    this.checkout = checkout;
    this.sessions = sessions;
    this.channels = channels;
    this.shops = shops;
    this.addresses = addresses;
    this.clock = clock;
  }

  /** Whether there is a payment with this token. */
  public boolean knows(String payToken) {
    return find(payToken).isPresent();
  }

  /**
   * How the payment stands for this browser.
   *
   * @throws ApiException PAYMENT_NOT_FOUND
   */
  public CashierState state(String payToken, PayerDevice device) {
    return state(payToken, require(payToken), device);
  }

  /**
   * Opens the payment in a wallet, unless it is open there already. A payment that cannot be paid
   * any more is not opened; its state says why.
   *
   * @param key the browser's key, which makes it the owner
   * @throws ApiException PAYMENT_NOT_FOUND; METHOD_NOT_AVAILABLE; OPENING_LIMIT_REACHED; what
   *     {@link Checkout#open} throws, without its details
   */
  public CashierState open(
      String payToken, PayerDevice device, String key, Channel channel, PaymentMethod way) {
    View payment = require(payToken);
    // JSAPI needs to know the payer: it opens by a sign-in only.
    if (way == PaymentMethod.JSAPI || !canOpen(payment, channel, way)) {
      throw new ApiException(ErrorCode.METHOD_NOT_AVAILABLE);
    }
    if (!isPayable(payment)) {
      return state(payToken, payment, device);
    }
    if (!isOpen(payment, channel, way)) {
      countAttempt(payment);
      payment = openAtChannel(payToken, channel, way, payer(payToken, device, null));
    }
    claim(payToken, payment, key, new Offer(channel, way));
    return state(payToken, payment, withKey(device, key));
  }

  /** The text of the QR code that is open in this wallet now. */
  public Optional<String> code(String payToken, Channel channel) {
    return find(payToken)
        .filter(this::isPayable)
        .map(View::opened)
        .filter(opened -> opened.channel().equals(channel))
        .map(Opened::codeUrl);
  }

  Optional<View> find(String payToken) {
    return CashierKeys.isShape(payToken) ? checkout.find(payToken) : Optional.empty();
  }

  View require(String payToken) {
    return find(payToken).orElseThrow(() -> new ApiException(ErrorCode.PAYMENT_NOT_FOUND));
  }

  boolean isPayable(View payment) {
    return payment.status().isOpen() && clock.instant().isBefore(payment.expiresAt());
  }

  boolean canOpen(View payment, Channel channel, PaymentMethod way) {
    return payment.wallets().contains(channel)
        && Offers.permits(payment.method(), way)
        && supports(channel, way);
  }

  private boolean supports(Channel channel, PaymentMethod way) {
    return channels.find(channel).filter(found -> found.supports(way)).isPresent()
        && (way != PaymentMethod.JSAPI || channels.findBrowser(channel).isPresent());
  }

  void countAttempt(View payment) {
    if (!sessions.countAttempt(
        payment.merchantNo(), payment.paymentNo(), MAX_ATTEMPTS, clock.instant())) {
      throw new ApiException(ErrorCode.OPENING_LIMIT_REACHED);
    }
  }

  View openAtChannel(
      String payToken, Channel channel, PaymentMethod way, ChannelOrder.Payer payer) {
    try {
      return checkout.open(payToken, channel, way, payer);
    } catch (ApiException e) {
      // Its details are the merchant's: they name the payment.
      throw new ApiException(e.code(), e);
    }
  }

  /** What is known of the payer; a page of a wallet comes back to the cashier. */
  ChannelOrder.Payer payer(String payToken, PayerDevice device, @Nullable String payerId) {
    return new ChannelOrder.Payer(
        null, payerId, device.address(), addresses.cashier(payToken).toString(), null, null);
  }

  void claim(String payToken, View payment, String key, Offer way) {
    sessions.claim(
        payment.merchantNo(),
        payment.paymentNo(),
        new Owner(CashierKeys.hash(payToken, key), way.channel(), way.method()),
        way.method() == PaymentMethod.JSAPI,
        clock.instant());
  }

  private static boolean isOpen(View payment, Channel channel, PaymentMethod way) {
    Opened opened = payment.opened();
    return opened != null && opened.channel().equals(channel) && opened.method() == way;
  }

  private CashierState state(String payToken, View payment, PayerDevice device) {
    Instant now = clock.instant();
    Optional<Owner> owner = owner(payToken, payment, device);
    CashierStatus status =
        CashierStatus.of(payment.status(), payment.expiresAt(), now, owner.isPresent());
    Optional<Channel> here = channels.recognise(device.userAgent()).map(PayerBrowser::channel);
    return switch (status) {
      case PAYABLE ->
          new CashierState(
              status,
              details(payment, status),
              now,
              here.orElse(null),
              payment.wallets(),
              Offers.of(
                  payment.method(), payment.wallets(), this::supports, here, device.isPhone()),
              openedFor(payment, owner));
      case EXPIRED, PAID, REFUNDED, CLOSED, FAILED ->
          new CashierState(
              status, details(payment, status), now, here.orElse(null), List.of(), List.of(), null);
      case FINISHED -> new CashierState(status, null, now, null, List.of(), List.of(), null);
    };
  }

  /** What makes the browser that asks the owner; empty when it is not. */
  private Optional<Owner> owner(String payToken, View payment, PayerDevice device) {
    String key = device.key();
    return key == null
        ? Optional.empty()
        : sessions
            .findOwner(payment.merchantNo(), payment.paymentNo())
            .filter(owner -> owner.browserHash().equals(CashierKeys.hash(payToken, key)));
  }

  /** A code is for anybody to scan; what was opened for one person is that person's. */
  private static @Nullable Opened openedFor(View payment, Optional<Owner> owner) {
    Opened opened = payment.opened();
    return opened == null
            || opened.method() != PaymentMethod.JSAPI
            || owner.filter(o -> isOpen(payment, o.channel(), o.method())).isPresent()
        ? opened
        : null;
  }

  private Details details(View payment, CashierStatus status) {
    return new Details(
        payment.amount(),
        payment.subject(),
        shops.find(payment.merchantNo()).orElse(null),
        payment.expiresAt(),
        payment.paidAt(),
        status == CashierStatus.PAID ? payment.returnUrl() : null);
  }

  private static PayerDevice withKey(PayerDevice device, String key) {
    return new PayerDevice(device.userAgent(), key, device.address());
  }
}
