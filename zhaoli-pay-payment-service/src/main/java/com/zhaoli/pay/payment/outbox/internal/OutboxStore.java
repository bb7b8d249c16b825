package com.zhaoli.pay.payment.outbox.internal;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.payment.outbox.OutboxMember;
import com.zhaoli.pay.payment.outbox.OutboxProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The outbox in the database, by the database's clock. */
@Component
public class OutboxStore {
  /** Among so many unpublished events the oldest is looked for. */
  private static final int FIRST = 1_000;

  private final OutboxMapper mapper;
  private final OutboxProperties limits;

  OutboxStore(OutboxMapper mapper, OutboxProperties limits) {
    this.mapper = mapper;
    this.limits = limits;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void insert(PaymentEvent event, byte[] member) {
    OutboxEventDO row = new OutboxEventDO();
    row.setEventId(event.eventId());
    row.setPaymentNo(event.paymentNo());
    row.setVersion(event.version());
    row.setEventType(event.type().wireName());
    row.setMember(member);
    mapper.add(row, micros(limits.sweepGrace()));
  }

  /**
   * Events that were taken.
   *
   * @param until the end of the lease, which tells it from another's: whoever takes an event after
   *     that has a later one
   */
  public record Taken(List<OutboxMember> members, Instant until) {}

  /** Leases due events for so long, in a short transaction of its own. */
  @Transactional
  public Taken takeDue(int limit, Duration lease) {
    List<OutboxEventDO> rows = mapper.lockDue(limit);
    if (rows.isEmpty()) {
      return new Taken(List.of(), Instant.EPOCH);
    }
    Instant until = mapper.after(micros(lease)).truncatedTo(ChronoUnit.MILLIS);
    mapper.lease(rows.stream().map(OutboxEventDO::getEventId).toList(), until);
    return new Taken(
        rows.stream()
            .map(row -> new OutboxMember(row.getEventId(), row.getMember(), null))
            .toList(),
        until);
  }

  /** Ends the lease of those that are still unpublished and not another's, after a while. */
  public void giveBack(Taken taken, Duration delay) {
    mapper.giveBack(
        taken.members().stream().map(OutboxMember::eventId).toList(), taken.until(), micros(delay));
  }

  /** Marks those that are not marked yet. */
  public void markPublished(List<String> eventIds) {
    mapper.markPublished(eventIds);
  }

  /** How long the oldest event has been unpublished; zero where there is none. */
  public Duration unpublishedAge() {
    long oldest =
        mapper.unpublishedAgesMicros(FIRST).stream().mapToLong(Long::longValue).max().orElse(0);
    return Duration.of(Math.max(0, oldest), ChronoUnit.MICROS);
  }

  /** Removes at most {@code limit} that were published so long ago; how many. */
  public int deletePublished(Duration kept, int limit) {
    return mapper.deletePublished(micros(kept), limit);
  }

  private static long micros(Duration time) {
    return TimeUnit.MICROSECONDS.convert(time);
  }
}
