package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelOrder.Payer;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import com.zhaoli.pay.payment.order.internal.PaymentStore.NewAttempt;
import com.zhaoli.pay.payment.suspension.SuspendedMerchants;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The payer's side of a payment. */
@Component
class CheckoutService implements Checkout {
  private static final Pattern PAY_TOKEN = Pattern.compile("[0-9A-Za-z_-]{20,64}");
  private static final Set<PaymentMethod> FOR_BROWSERS =
      EnumSet.of(PaymentMethod.NATIVE, PaymentMethod.JSAPI, PaymentMethod.WAP, PaymentMethod.PAGE);

  /** Whoever has the token could otherwise open orders at the channels without end. */
  private static final int MAX_ATTEMPTS = 20;

  private static final int MAX_RACES = 3;

  private final PaymentStore store;
  private final SuspendedMerchants suspended;
  private final AttemptOpener opener;
  private final ChannelRegistry channels;
  private final ChannelAccountSource accounts;
  private final TransactionTemplate transaction;
  private final Clock clock;

  CheckoutService(
      PaymentStore store,
      SuspendedMerchants suspended,
      AttemptOpener opener,
      ChannelRegistry channels,
      ChannelAccountSource accounts,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.suspended = suspended;
    this.opener = opener;
    this.channels = channels;
    this.accounts = accounts;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Optional<View> find(String payToken) {
    return PAY_TOKEN.matcher(payToken).matches()
        ? store.findByPayToken(payToken).map(this::view)
        : Optional.empty();
  }

  @Override
  public Optional<String> accountFor(View payment, Channel channel) {
    return accounts.accountFor(payment.merchantNo(), channel);
  }

  @Override
  public View open(String payToken, Channel channel, PaymentMethod method, Payer payer) {
    requireBrowserMethod(method, payer);
    for (int race = 0; race < MAX_RACES; race++) {
      PaymentBO payment = requirePayable(payToken, channel);
      if (isOpenAs(payment, channel, method, payer)) {
        PaymentBO opened = opener.completeCode(payment, payer);
        return requireOpened(opened);
      }
      Optional<PaymentBO> begun = begin(payment, channel, method, payer);
      if (begun.isPresent()) {
        return requireOpened(opener.call(begun.get(), payer));
      }
    }
    throw new ApiException(ErrorCode.REQUEST_IN_PROGRESS);
  }

  private static void requireBrowserMethod(PaymentMethod method, Payer payer) {
    if (!FOR_BROWSERS.contains(method)) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "method", "must be one of " + FOR_BROWSERS);
    }
    if (method == PaymentMethod.JSAPI && payer.payerId() == null) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "payerId", "the wallet has not said who pays");
    }
  }

  private PaymentBO requirePayable(String payToken, Channel channel) {
    PaymentBO payment =
        PAY_TOKEN.matcher(payToken).matches()
            ? store
                .findByPayToken(payToken)
                .orElseThrow(() -> new ApiException(ErrorCode.PAYMENT_NOT_FOUND))
            : null;
    if (payment == null) {
      throw new ApiException(ErrorCode.PAYMENT_NOT_FOUND);
    }
    // Whoever holds the token of a barcode payment must not open an order beside the till's.
    if (payment.method() == PaymentMethod.BARCODE
        || !payment.status().isOpen()
        || !clock.instant().isBefore(payment.expiresAt())) {
      throw new ApiException(
          ErrorCode.PAYMENT_STATE_INVALID, Map.of("status", payment.status().name()));
    }
    suspended.requireNot(payment.merchantNo());
    if (!wallets(payment).contains(channel)) {
      throw new ApiException(ErrorCode.CHANNEL_NOT_CONFIGURED, Map.of("channel", channel.name()));
    }
    return payment;
  }

  private static boolean isOpenAs(
      PaymentBO payment, Channel channel, PaymentMethod method, Payer payer) {
    AttemptBO attempt = payment.attempt();
    return attempt != null
        && attempt.status().isOpen()
        && attempt.channel().equals(channel)
        && attempt.method() == method
        && Objects.equals(attempt.payerId(), payer.payerId());
  }

  private Optional<PaymentBO> begin(
      PaymentBO payment, Channel channel, PaymentMethod method, Payer payer) {
    if (store.countAttempts(payment) >= MAX_ATTEMPTS) {
      throw ApiException.of(
          ErrorCode.PAYMENT_STATE_INVALID, "attempts", "it was opened too many times");
    }
    Instant now = clock.instant();
    NewAttempt order =
        opener.newAttempt(payment.merchantNo(), channel, method, payer.payerId(), now);
    try {
      Optional<String> attemptNo =
          transaction.execute(status -> store.insertAttempt(payment, order, now));
      return attemptNo == null ? Optional.empty() : attemptNo.flatMap(store::findByAttempt);
    } catch (PessimisticLockingFailureException e) {
      // The loser of a deadlock has written nothing, and reads again like that of any race.
      return Optional.empty();
    }
  }

  private View requireOpened(PaymentBO payment) {
    AttemptBO attempt = payment.requireAttempt();
    if (attempt.status() == AttemptStatus.FAILED) {
      throw AttemptOpener.declined(payment);
    }
    if (payment.status().isOpen() && attempt.lacksCode()) {
      throw AttemptOpener.unavailable(payment);
    }
    return view(payment);
  }

  private View view(PaymentBO payment) {
    return new View(
        payment.paymentNo(),
        payment.merchantNo(),
        payment.subject(),
        payment.amount(),
        payment.method(),
        payment.status(),
        payment.createdAt(),
        payment.expiresAt(),
        payment.paidAt(),
        payment.returnUrl(),
        wallets(payment),
        opened(payment));
  }

  private List<Channel> wallets(PaymentBO payment) {
    Channel chosen = payment.channel();
    return payment.isAggregate() || chosen == null
        ? channels.all().stream()
            .map(PaymentChannel::channel)
            .filter(channel -> accounts.accountFor(payment.merchantNo(), channel).isPresent())
            .toList()
        : List.of(chosen);
  }

  private static Checkout.@Nullable Opened opened(PaymentBO payment) {
    AttemptBO attempt = payment.attempt();
    return attempt != null && attempt.status() == AttemptStatus.PAYING && payment.status().isOpen()
        ? new Opened(attempt.channel(), attempt.method(), attempt.codeUrl(), attempt.payParams())
        : null;
  }
}
