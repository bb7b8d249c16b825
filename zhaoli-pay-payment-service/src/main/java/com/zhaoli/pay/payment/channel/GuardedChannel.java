package com.zhaoli.pay.payment.channel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Around every channel: measures each call, says in the log what is unknown, and turns whatever a
 * strategy throws into an unknown outcome. A surprise in an SDK must not decide about money.
 */
final class GuardedChannel implements PaymentChannel {
  private static final Logger log = LoggerFactory.getLogger(GuardedChannel.class);

  /**
   * A channel that hangs holds a thread for each call until the time-out. With these bounds two
   * such channels leave most of the server's threads, and of the gateway's connections, to others.
   */
  private static final int MAX_PAY_CALLS = 24;

  private static final int MAX_OTHER_CALLS = 16;

  /** A burst may pass; a channel that hangs is known by then. */
  private static final int MAX_WAIT_MILLIS = 250;

  /**
   * Batch work has room of its own, so that payers never wait for it, and waits for it with
   * patience: its questions come in as many threads as its operators chose.
   */
  private static final int MAX_BATCH_CALLS = 32;

  private static final int MAX_BATCH_WAIT_MILLIS = 2_000;

  private final Semaphore payCalls = new Semaphore(MAX_PAY_CALLS);
  private final Semaphore otherCalls;
  private final int maxWaitMillis;
  private final PaymentChannel target;
  private final MeterRegistry meters;

  private GuardedChannel(
      PaymentChannel target, MeterRegistry meters, int otherCalls, int maxWaitMillis) {
    this.target = target;
    this.meters = meters;
    this.otherCalls = new Semaphore(otherCalls);
    this.maxWaitMillis = maxWaitMillis;
  }

  GuardedChannel(PaymentChannel target, MeterRegistry meters) {
    this(target, meters, MAX_OTHER_CALLS, MAX_WAIT_MILLIS);
  }

  /** The same channel for batch work. */
  static GuardedChannel forBatches(PaymentChannel target, MeterRegistry meters) {
    return new GuardedChannel(target, meters, MAX_BATCH_CALLS, MAX_BATCH_WAIT_MILLIS);
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
  public boolean needsPayerIp() {
    return target.needsPayerIp();
  }

  @Override
  public boolean isAuthCode(String authCode) {
    return target.isAuthCode(authCode);
  }

  @Override
  public BarcodeRules barcodeRules() {
    return target.barcodeRules();
  }

  @Override
  public ChannelOutcome pay(ChannelOrder order) {
    return call(
        payCalls, "pay", order.attemptNo(), () -> target.pay(order), ChannelOutcome.Unknown::new);
  }

  @Override
  public ChannelOutcome query(ChannelOrder order) {
    return call("query", order.attemptNo(), () -> target.query(order), ChannelOutcome.Unknown::new);
  }

  @Override
  public Optional<String> findAttemptNo(String channelAccountNo, String channelTradeNo) {
    return call(
        "find",
        channelTradeNo,
        () -> target.findAttemptNo(channelAccountNo, channelTradeNo),
        reason -> Optional.empty());
  }

  @Override
  public CloseOutcome close(ChannelOrder order) {
    return call("close", order.attemptNo(), () -> target.close(order), CloseOutcome.Unknown::new);
  }

  @Override
  public ReverseOutcome reverse(ChannelOrder order) {
    return call(
        "reverse", order.attemptNo(), () -> target.reverse(order), ReverseOutcome.Unknown::new);
  }

  @Override
  public RefundOutcome refund(ChannelRefund refund) {
    return call(
        "refund", refund.refundNo(), () -> target.refund(refund), RefundOutcome.Unknown::new);
  }

  @Override
  public RefundOutcome queryRefund(ChannelRefund refund) {
    return call(
        "query-refund",
        refund.refundNo(),
        () -> target.queryRefund(refund),
        RefundOutcome.Unknown::new);
  }

  private <T> T call(
      String operation, String subject, Supplier<T> operationCall, Function<String, T> unknown) {
    return call(otherCalls, operation, subject, operationCall, unknown);
  }

  private <T> T call(
      Semaphore calls,
      String operation,
      String subject,
      Supplier<T> operationCall,
      Function<String, T> unknown) {
    Timer.Sample sample = Timer.start(meters);
    T outcome = bounded(calls, operationCall, unknown);
    sample.stop(
        meters.timer(
            "zhaoli.channel.call",
            "channel",
            channel().name(),
            "operation",
            operation,
            "outcome",
            outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
    String reason = reasonOf(outcome);
    if (reason != null) {
      log.warn("{} {} of {} has an unknown outcome: {}", channel(), operation, subject, reason);
    }
    return outcome;
  }

  private <T> T bounded(Semaphore calls, Supplier<T> operationCall, Function<String, T> unknown) {
    try {
      if (!calls.tryAcquire(maxWaitMillis, TimeUnit.MILLISECONDS)) {
        return unknown.apply("too many calls are waiting for this channel");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown.apply("interrupted before the call");
    }
    try {
      return operationCall.get();
    } catch (ChannelNotReadyException e) {
      return unknown.apply(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // SDK messages quote keys and payloads: the kind of the exception has to do.
      return unknown.apply(e.getClass().getName());
    } finally {
      calls.release();
    }
  }

  private static @Nullable String reasonOf(Object outcome) {
    if (outcome instanceof ChannelOutcome.Unknown unknown) {
      return unknown.reason();
    }
    if (outcome instanceof CloseOutcome.Unknown unknown) {
      return unknown.reason();
    }
    if (outcome instanceof ReverseOutcome.Unknown unknown) {
      return unknown.reason();
    }
    return outcome instanceof RefundOutcome.Unknown unknown ? unknown.reason() : null;
  }
}
