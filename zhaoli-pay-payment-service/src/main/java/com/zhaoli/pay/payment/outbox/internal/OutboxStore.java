package com.zhaoli.pay.payment.outbox.internal;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.payment.outbox.OutboxMember;
import com.zhaoli.pay.payment.outbox.OutboxProperties;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The outbox in the database. */
@Component
public class OutboxStore {
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
    row.setCreatedAt(event.createdAt());
    row.setDueAt(event.createdAt().plus(limits.sweepGrace()));
    mapper.insert(row);
  }

  /** Leases due events until then, in a short transaction of its own. */
  @Transactional
  public List<OutboxMember> takeDue(int limit, Instant now, Instant until) {
    List<OutboxEventDO> rows = mapper.lockDue(now, limit);
    if (!rows.isEmpty()) {
      mapper.setDue(rows.stream().map(OutboxEventDO::getEventId).toList(), until);
    }
    return rows.stream()
        .map(row -> new OutboxMember(row.getEventId(), row.getMember(), null))
        .toList();
  }

  /** Ends the lease of those that are still unpublished. */
  public void giveBack(List<String> eventIds, Instant dueAt) {
    mapper.setDue(eventIds, dueAt);
  }

  public void markPublished(List<String> eventIds, Instant publishedAt) {
    mapper.markPublished(eventIds, publishedAt);
  }

  public Optional<Instant> oldestUnpublished() {
    return Optional.ofNullable(mapper.oldestUnpublished());
  }

  /** Removes at most {@code limit} that were published before; how many. */
  public int deletePublished(Instant before, int limit) {
    return mapper.deletePublished(before, limit);
  }
}
