package com.zhaoli.pay.payment.callback;

import com.zhaoli.pay.payment.channel.CallbackAnswer;
import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.CallbackRefusedException;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.order.PaymentSettlement;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The skeleton of every callback: verify, read, match, settle, answer. What differs between
 * channels is their {@link ChannelCallback}. It calls nobody outside. Answered with success means
 * that what the channel said is durable here, or was before; whatever else happened is answered in
 * the channel's own way of failing, so that the channel sends it again.
 */
@Component
public class CallbackTemplate {
  private static final Logger log = LoggerFactory.getLogger(CallbackTemplate.class);

  private final ChannelRegistry channels;
  private final PaymentSettlement settlement;
  private final MeterRegistry meters;

  CallbackTemplate(ChannelRegistry channels, PaymentSettlement settlement, MeterRegistry meters) {
    this.channels = channels;
    this.settlement = settlement;
    this.meters = meters;
  }

  /** Handles one callback for an account of a channel. Does not throw. */
  public CallbackAnswer receive(Channel channel, String channelAccountNo, CallbackRequest request) {
    ChannelCallback<?> strategy = strategy(channel);
    try {
      String result = handle(strategy, channelAccountNo, request);
      count(channel, result);
      return strategy.accepted();
    } catch (CallbackRefusedException e) {
      return refuse(channel, channelAccountNo, e.reason(), String.valueOf(e.getMessage()));
    } catch (ChannelNotReadyException e) {
      return refuse(channel, channelAccountNo, Reason.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (DataAccessException | TransactionException | IllegalStateException e) {
      log.error("a {} callback could not be settled", channel, e);
      return refuse(channel, channelAccountNo, Reason.UNAVAILABLE, "see the error before this");
    }
  }

  /** Refuses what was not even read. */
  public CallbackAnswer refuse(
      Channel channel, String channelAccountNo, Reason reason, String message) {
    count(channel, reason.name().toLowerCase(Locale.ROOT));
    log.error(
        "ALERT: {} callback for account {} refused as {}: {}",
        channel,
        printable(channelAccountNo),
        reason,
        message);
    return strategy(channel).refused(reason);
  }

  private ChannelCallback<?> strategy(Channel channel) {
    return channels
        .findCallback(channel)
        .orElseThrow(() -> new IllegalStateException("no callback strategy for " + channel));
  }

  private <V> String handle(
      ChannelCallback<V> strategy, String channelAccountNo, CallbackRequest request) {
    V verified = strategy.verify(channelAccountNo, request);
    CallbackNotice read = strategy.read(channelAccountNo, verified);
    if (!(read instanceof CallbackNotice.OfPayment notice)) {
      throw new CallbackRefusedException(Reason.MALFORMED, "the notice is not about a payment");
    }
    if (notice.outcome() instanceof ChannelOutcome.Unknown unknown) {
      throw new CallbackRefusedException(Reason.MALFORMED, unknown.reason());
    }
    PaymentSettlement.Result result =
        settlement.settle(
            strategy.channel(), channelAccountNo, notice.attemptNo(), notice.outcome());
    return switch (result) {
      case MOVED -> "settled";
      case UNCHANGED -> "unchanged";
      case SURPLUS -> "surplus";
      case MISMATCH ->
          throw new CallbackRefusedException(
              Reason.MISMATCHING, "it does not fit order " + printable(notice.attemptNo()));
    };
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
