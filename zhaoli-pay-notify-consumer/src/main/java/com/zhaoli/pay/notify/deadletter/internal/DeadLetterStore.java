package com.zhaoli.pay.notify.deadletter.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.deadletter.DeadLetter;
import com.zhaoli.pay.notify.deadletter.DeadLetterBO;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Between rows and what leaves the feature. */
@Component
public class DeadLetterStore {
  private final DeadLetterMapper mapper;

  DeadLetterStore(DeadLetterMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Idempotent.
   *
   * @return the new row's number; empty when the event and target had one before
   */
  public Optional<String> add(DeadLetter letter) {
    String number = Ids.withPrefix("dlt_");
    DeadLetterDO row = new DeadLetterDO();
    row.setDeadLetterNo(number);
    row.setEventId(letter.eventId());
    row.setTarget(letter.target());
    row.setDeliverySeq(letter.deliverySeq());
    row.setTargetKind(letter.kind());
    row.setPaymentNo(letter.paymentNo());
    row.setMerchantNo(letter.merchantNo());
    row.setEventType(letter.eventType());
    row.setPayload(letter.payload());
    row.setReason(letter.reason());
    row.setAttempts(letter.attempts());
    mapper.store(row);
    return number.equals(mapper.numberOf(letter.eventId(), letter.target()))
        ? Optional.of(number)
        : Optional.empty();
  }

  /** Newest first, after the given number. */
  public List<DeadLetterBO> newestFirst(@Nullable String after, int limit) {
    return mapper.newestFirst(after, limit).stream()
        .map(
            row ->
                new DeadLetterBO(
                    row.getDeadLetterNo(),
                    row.getEventId(),
                    row.getTarget(),
                    row.getDeliverySeq(),
                    row.getTargetKind(),
                    row.getPaymentNo(),
                    row.getMerchantNo(),
                    row.getEventType(),
                    row.getPayloadBytes(),
                    row.getReason(),
                    row.getAttempts(),
                    row.getCreatedAt().toInstant(ZoneOffset.UTC)))
        .toList();
  }
}
