package com.zhaoli.pay.payment.outbox.internal;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.payment.outbox.OutboxMember;
import com.zhaoli.pay.payment.outbox.OutboxProperties;
import java.time.Duration;
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

  /** Leases due events for so long, in a short transaction of its own. */
  @Transactional
  public List<OutboxMember> takeDue(int limit, Duration lease) {
    List<OutboxEventDO> rows = mapper.lockDue(limit);
    if (!rows.isEmpty()) {
      mapper.setDue(rows.stream().map(OutboxEventDO::getEventId).toList(), micros(lease));
    }
    return rows.stream()
        .map(row -> new OutboxMember(row.getEventId(), row.getMember(), null))
        .toList();
  }

  /** Ends the lease of those that are still unpublished, after a while. */
  public void giveBack(List<String> eventIds, Duration delay) {
    mapper.setDue(eventIds, micros(delay));
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
