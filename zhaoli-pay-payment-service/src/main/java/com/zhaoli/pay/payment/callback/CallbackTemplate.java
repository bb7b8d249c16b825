package com.zhaoli.pay.payment.callback;

import com.zhaoli.pay.common.time.OncePer;
import com.zhaoli.pay.payment.channel.CallbackAnswer;
import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.CallbackNotice.OfPayment;
import com.zhaoli.pay.payment.channel.CallbackNotice.OfRefund;
import com.zhaoli.pay.payment.channel.CallbackRefusedException;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.order.PaymentSettlement;
import com.zhaoli.pay.payment.refund.RefundSettlement;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The skeleton of every callback: verify, read, match, settle and keep in one transaction, answer.
 * What differs between channels is their {@link ChannelCallback}. It calls nobody outside. Answered
 * with success means that what the channel said is durable here, or was before; whatever else
 * happened is answered in the channel's own way of failing, so that the channel sends it again.
 */
@Component
public class CallbackTemplate {
  private static final Logger log = LoggerFactory.getLogger(CallbackTemplate.class);
  private static final int MAX_DEADLOCKS = 3;
  private static final Duration ALERT_SPAN = Duration.ofSeconds(10);

  private final PaymentSettlement payments;
  private final RefundSettlement refunds;
  private final CallbackArchive archive;
  private final TransactionTemplate transaction;
  private final MeterRegistry meters;
  private final OncePer alerts;

  CallbackTemplate(
      PaymentSettlement payments,
      RefundSettlement refunds,
      CallbackArchive archive,
      TransactionTemplate transaction,
      MeterRegistry meters) {
    this.payments = payments;
    this.refunds = refunds;
    this.archive = archive;
    this.transaction = transaction;
    this.meters = meters;
    this.alerts = new OncePer(ALERT_SPAN);
  }

  /** Handles one callback for an account of a channel. Does not throw. */
  public CallbackAnswer receive(
      ChannelCallback<?> strategy, String channelAccountNo, CallbackRequest request) {
    try {
      String result = handle(strategy, channelAccountNo, request);
      count(strategy.channel(), result);
      return strategy.accepted();
    } catch (CallbackRefusedException e) {
      return refuse(strategy, channelAccountNo, e.reason(), String.valueOf(e.getMessage()));
    } catch (ChannelNotReadyException e) {
      return refuse(strategy, channelAccountNo, Reason.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (DataAccessException | TransactionException | IllegalStateException e) {
      log.error("a {} callback could not be settled", strategy.channel(), e);
      return refuse(strategy, channelAccountNo, Reason.UNAVAILABLE, "see the error before this");
    } catch (RuntimeException e) {
      // A surprise in a strategy or its SDK, whose message may quote the callback or a key.
      return refuse(strategy, channelAccountNo, Reason.UNAVAILABLE, e.getClass().getName());
    }
  }

  /**
   * Refuses, and alerts: at most once in ten seconds for each channel and reason, since strangers
   * can send what they like; the metric counts all.
   */
  public CallbackAnswer refuse(
      ChannelCallback<?> strategy, String channelAccountNo, Reason reason, String message) {
    Channel channel = strategy.channel();
    count(channel, reason.name().toLowerCase(Locale.ROOT));
    if (alerts.mayPass(channel + " " + reason)) {
      log.error(
          "ALERT: {} callback for account {} refused as {}: {}",
          channel,
          printable(channelAccountNo),
          reason,
          message);
    }
    return strategy.refused(reason);
  }

  private <V> String handle(
      ChannelCallback<V> strategy, String channelAccountNo, CallbackRequest request) {
    V verified;
    try {
      verified = strategy.verify(channelAccountNo, request);
    } catch (CallbackRefusedException e) {
      if (e.reason() != Reason.UNKNOWN_ACCOUNT) {
        archive.keepUnverified(strategy, channelAccountNo, name(e.reason()), request);
      }
      throw e;
    }
    CallbackNotice notice;
    try {
      notice = strategy.read(channelAccountNo, verified);
      requireReadable(notice);
    } catch (CallbackRefusedException e) {
      archive.keep(strategy, channelAccountNo, null, name(e.reason()), request);
      throw e;
    }
    String result = settleAndKeep(strategy, channelAccountNo, notice, request);
    if (result.equals(name(Reason.MISMATCHING))) {
      throw new CallbackRefusedException(
          Reason.MISMATCHING, "it does not fit order " + printable(notice.attemptNo()));
    }
    return result;
  }

  private static void requireReadable(CallbackNotice notice) {
    if (notice instanceof OfPayment payment
        && payment.outcome() instanceof ChannelOutcome.Unknown unknown) {
      throw new CallbackRefusedException(Reason.MALFORMED, unknown.reason());
    }
    if (notice instanceof OfRefund refund
        && refund.outcome() instanceof RefundOutcome.Unknown unknown) {
      throw new CallbackRefusedException(Reason.MALFORMED, unknown.reason());
    }
  }

  private String settleAndKeep(
      ChannelCallback<?> strategy,
      String channelAccountNo,
      CallbackNotice notice,
      CallbackRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        String result =
            transaction.execute(
                status -> {
                  String settled = settle(strategy.channel(), channelAccountNo, notice);
                  archive.keep(
                      strategy, channelAccountNo, printable(notice.attemptNo()), settled, request);
                  return settled;
                });
        return String.valueOf(result);
      } catch (PessimisticLockingFailureException e) {
        // A deadlock's loser: the same again finds what the winner wrote.
        if (attempt == MAX_DEADLOCKS) {
          throw e;
        }
      }
    }
  }

  private String settle(Channel channel, String channelAccountNo, CallbackNotice notice) {
    if (notice instanceof OfPayment payment) {
      return switch (payments.settle(
          channel, channelAccountNo, payment.attemptNo(), payment.outcome())) {
        case MOVED -> "settled";
        case UNCHANGED -> "unchanged";
        case SURPLUS -> "surplus";
        case MISMATCH -> name(Reason.MISMATCHING);
      };
    }
    if (notice instanceof OfRefund refund) {
      return switch (refunds.settle(
          channel, channelAccountNo, refund.attemptNo(), refund.refundNo(), refund.outcome())) {
        case DECIDED -> "settled";
        case UNCHANGED -> "unchanged";
        case MISMATCH -> name(Reason.MISMATCHING);
      };
    }
    throw new IllegalStateException("a notice without a rule: " + notice.getClass());
  }

  private static String name(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private void count(Channel channel, String result) {
    meters.counter("zhaoli.callback", "channel", channel.name(), "result", result).increment();
  }

  /** What comes from outside goes into the log short and without line breaks. */
  private static String printable(String text) {
    String plain = text.replaceAll("[^0-9A-Za-z_*-]", "?");
    return plain.length() > 64 ? plain.substring(0, 64) : plain;
  }
}
