package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.client.notify.NotifyInternalApi;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.payment.outbox.internal.OutboxResendMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Has events sent once more that the broker confirmed and then lost, or kept where nobody reads
 * them. The sweeper sends them; consumers drop what they know. Idempotent: what was sent once more
 * is published after {@code until}, and not in the same window again.
 */
@Service
public class OutboxResend {
  private static final Logger log = LoggerFactory.getLogger(OutboxResend.class);

  /** Consumers must still know their deliveries when the sweeper is done, a day later at most. */
  private static final Duration REACH = NotifyInternalApi.REMEMBERS.minusDays(1);

  private static final int AT_ONCE = 1_000;
  private static final int PORTIONS = 50;

  /** The caller waits. */
  private static final Duration TIME_LIMIT = Duration.ofSeconds(3);

  private final OutboxResendMapper mapper;
  private final OutboxProperties limits;

  OutboxResend(OutboxResendMapper mapper, OutboxProperties limits) {
    this.mapper = mapper;
    this.limits = limits;
  }

  /**
   * What came of an order.
   *
   * @param resent events that the sweeper sends once more
   * @param complete whether these were all of the window; else the same call goes on
   */
  public record Resent(Instant since, Instant until, int resent, boolean complete) {}

  /**
   * Orders it, of 50,000 events at most and for three seconds. None made more than four days ago is
   * sent: for longer nobody vouches that consumers know it.
   *
   * @param since the first moment of the window of publication; what is longer ago than three days
   *     is left out
   * @param until its end, exclusive; null and what is still to come mean now
   * @throws ApiException REQUEST_INVALID for a window that is none or lies too far back
   */
  public Resent resend(Instant since, @Nullable Instant until, String operatorNo, String reason) {
    // By the clock that says when an event was published: one that is ahead of it would have the
    // same events sent again and again, one that is behind would leave out the last.
    Instant now = mapper.now();
    Instant end = until == null || until.isAfter(now) ? now : until.truncatedTo(ChronoUnit.MILLIS);
    Instant begin = since.truncatedTo(ChronoUnit.MILLIS);
    // Moved and not refused: a call that goes on with this window comes a little later.
    Instant farthest = now.minus(limits.kept().compareTo(REACH) < 0 ? limits.kept() : REACH);
    if (begin.isBefore(farthest)) {
      begin = farthest;
    }
    if (!begin.isBefore(end)) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID,
          "since",
          "must be before until and now; what was published before " + farthest + " is left out");
    }
    log.info(
        "Operator {} has events sent once more that were published from {} to {}: {}",
        operatorNo,
        begin,
        end,
        reason);
    String first = Ids.lowest("evt_", now.minus(NotifyInternalApi.REMEMBERS));
    int resent = 0;
    boolean complete = false;
    long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
    for (int i = 0; i < PORTIONS && !complete && System.nanoTime() - deadline < 0; i++) {
      List<String> some = mapper.published(begin, end, first, AT_ONCE);
      if (!some.isEmpty()) {
        resent += mapper.unpublish(some, begin, end);
      }
      complete = some.size() < AT_ONCE;
    }
    log.info(
        "{} events are sent once more; {}", resent, complete ? "these are all" : "more follow");
    return new Resent(begin, end, resent, complete);
  }
}
