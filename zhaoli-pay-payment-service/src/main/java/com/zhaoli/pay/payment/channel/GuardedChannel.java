package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Around every channel: measures each call, says in the log what is unknown, and turns whatever a
 * strategy throws into {@link Unknown}. A surprise in an SDK must not decide about money.
 */
final class GuardedChannel implements PaymentChannel {
  private static final Logger log = LoggerFactory.getLogger(GuardedChannel.class);

  private final PaymentChannel target;
  private final MeterRegistry meters;

  GuardedChannel(PaymentChannel target, MeterRegistry meters) {
    this.target = target;
    this.meters = meters;
  }

  @Override
  public Channel channel() {
    return target.channel();
  }

  @Override
  public boolean supports(PaymentMethod method) {
    return target.supports(method);
  }

  @Override
  public boolean hasAccount(String channelAccountNo) {
    return target.hasAccount(channelAccountNo);
  }

  @Override
  public ChannelOutcome pay(ChannelOrder order) {
    return call("pay", order, () -> target.pay(order));
  }

  @Override
  public ChannelOutcome query(ChannelOrder order) {
    return call("query", order, () -> target.query(order));
  }

  private ChannelOutcome call(
      String operation, ChannelOrder order, Supplier<ChannelOutcome> operationCall) {
    Timer.Sample sample = Timer.start(meters);
    ChannelOutcome outcome;
    try {
      outcome = operationCall.get();
    } catch (ChannelNotReadyException e) {
      outcome = new Unknown(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // SDK messages quote keys and payloads: the kind of the exception has to do.
      outcome = new Unknown(e.getClass().getName());
    }
    sample.stop(
        meters.timer(
            "zhaoli.channel.call",
            "channel",
            channel().name(),
            "operation",
            operation,
            "outcome",
            outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
    if (outcome instanceof Unknown unknown) {
      log.warn(
          "{} {} of {} has an unknown outcome: {}",
          channel(),
          operation,
          order.attemptNo(),
          unknown.reason());
    }
    return outcome;
  }
}
