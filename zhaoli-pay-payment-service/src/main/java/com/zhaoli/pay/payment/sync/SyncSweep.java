package com.zhaoli.pay.payment.sync;

import com.zhaoli.pay.common.trace.Traces;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentClosing;
import com.zhaoli.pay.payment.order.PaymentSync;
import com.zhaoli.pay.payment.order.PaymentSync.Answer;
import com.zhaoli.pay.payment.refund.RefundBO;
import com.zhaoli.pay.payment.refund.RefundSync;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes up all that is due: orders whose outcome is not known or whose callback may have been
 * missed, refunds that are not decided, and payments whose time is over. Rows are leased in small
 * chunks, so that any number of instances share them; what a dying one held is due again when the
 * lease ends. One answer that fails does not stop the others, and one kind of work not the others.
 */
@Component
public class SyncSweep {
  private static final Logger log = LoggerFactory.getLogger(SyncSweep.class);
  private static final int CHUNK = 8;
  private static final int SWEEP_LIMIT = 160;
  private static final int CLOSE_CHUNK = 200;
  private static final int MAX_CLOSE_ROUNDS = 20;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

  /**
   * How long a dead instance's orders rest. A barcode payment has 45 seconds to its end, so it is
   * short: where a channel hangs for longer, an order may be asked for twice at a time, which is
   * harmless, since all questions may be repeated and a compare-and-set decides.
   */
  private static final Duration LEASE = Duration.ofSeconds(15);

  /**
   * One question of a refund may be two calls, and waits for a thread first. Who comes back after
   * the end cannot put the refund off any more, so one that a slow channel leaves undecided would
   * be asked for again at once, each time.
   */
  private static final Duration REFUND_LEASE = Duration.ofSeconds(60);

  /** Closing calls nobody; what could not be closed yet is tried again soon. */
  static final Duration CLOSE_LEASE = Duration.ofSeconds(15);

  private final PaymentSync payments;
  private final RefundSync refunds;
  private final PaymentClosing closing;
  private final OrderQuestions questions;
  private final SyncThreads threads;
  private final AccountBreaker breaker;
  private final Traces traces;
  private final MeterRegistry meters;

  SyncSweep(
      PaymentSync payments,
      RefundSync refunds,
      PaymentClosing closing,
      OrderQuestions questions,
      SyncThreads threads,
      AccountBreaker breaker,
      Traces traces,
      MeterRegistry meters) {
    this.payments = payments;
    this.refunds = refunds;
    this.closing = closing;
    this.questions = questions;
    this.threads = threads;
    this.breaker = breaker;
    this.traces = traces;
    this.meters = meters;
  }

  /** How it went. */
  public record Summary(int examined, int changed, int failed) {
    static final Summary NONE = new Summary(0, 0, 0);

    private Summary plus(Summary other) {
      return new Summary(examined + other.examined, changed + other.changed, failed + other.failed);
    }

    private Summary plus(Answer answer) {
      return switch (answer) {
        case CHANGED -> new Summary(examined + 1, changed + 1, failed);
        case UNCHANGED -> new Summary(examined + 1, changed, failed);
        case FAILED -> new Summary(examined + 1, changed, failed + 1);
      };
    }
  }

  @Scheduled(fixedDelayString = "${zhaoli.sync.interval:2s}")
  void sweep() {
    threads.driveOrders(
        channel -> {
          Summary summary = sweep(channel, 0, 1, SWEEP_LIMIT, TIME_LIMIT);
          if (summary.changed() > 0 || summary.failed() > 0) {
            log.info("sync asked {} for open payments: {}", channel, summary);
          }
        });
  }

  /**
   * Asks for due payments of a shard, one channel after the other, until the limit is reached, none
   * is left, or twenty seconds are over.
   */
  public Summary sweep(int shard, int shards, int limit) {
    Duration each = TIME_LIMIT.dividedBy(Math.max(1, threads.channels().size()));
    Summary summary = Summary.NONE;
    for (Channel channel : threads.channels()) {
      summary = summary.plus(sweep(channel, shard, shards, limit - summary.examined(), each));
    }
    return summary;
  }

  private Summary sweep(Channel channel, int shard, int shards, int limit, Duration timeLimit) {
    long deadline = System.nanoTime() + timeLimit.toNanos();
    Summary summary = Summary.NONE;
    while (summary.examined() < limit && System.nanoTime() < deadline) {
      int chunk = Math.min(CHUNK, limit - summary.examined());
      List<PaymentBO> due = payments.leaseDue(channel, shard, shards, chunk, LEASE);
      for (Answer answer : threads.askAll(channel, due, questions::ask, Answer.FAILED)) {
        summary = summary.plus(answer);
      }
      if (due.size() < chunk) {
        break;
      }
    }
    return summary;
  }

  @Scheduled(fixedDelayString = "${zhaoli.sync.refund-interval:2s}")
  void driveRefunds() {
    threads.driveRefunds(this::sweepRefunds);
  }

  /** The same for refunds of all channels, one after the other; how many were due. */
  public int sweepRefunds() {
    return threads.channels().stream().mapToInt(this::sweepRefunds).sum();
  }

  private int sweepRefunds(Channel channel) {
    long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
    int examined = 0;
    while (examined < SWEEP_LIMIT && System.nanoTime() < deadline) {
      List<RefundSync.Leased> due = refunds.leaseDue(channel, CHUNK, REFUND_LEASE);
      examined += due.size();
      for (boolean clear : threads.askAll(channel, due, this::ask, Boolean.FALSE)) {
        meters.counter("zhaoli.sync.refund", "clear", Boolean.toString(clear)).increment();
      }
      if (due.size() < CHUNK) {
        break;
      }
    }
    return examined;
  }

  private boolean ask(RefundSync.Leased leased) {
    RefundBO refund = leased.refund();
    String account = refund.channel() + "/" + refund.channelAccountNo();
    if (!breaker.mayAsk(account)) {
      refunds.putOff(leased, AccountBreaker.PAUSE);
      return false;
    }
    boolean clear = traces.apart("refund sync", refund.paymentNo(), () -> refunds.sync(leased));
    breaker.answered(account, clear);
    return clear;
  }

  /** Closes payments that were never opened in a wallet, or whose orders have ended. */
  @Scheduled(fixedDelayString = "${zhaoli.sync.close-interval:5s}")
  public void closeOverdue() {
    int round = 0;
    while (round < MAX_CLOSE_ROUNDS
        && closing.closeOverdue(CLOSE_CHUNK, CLOSE_LEASE) == CLOSE_CHUNK) {
      round++;
    }
  }
}
