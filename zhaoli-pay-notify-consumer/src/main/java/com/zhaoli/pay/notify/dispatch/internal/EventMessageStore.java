package com.zhaoli.pay.notify.dispatch.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.dispatch.EventKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The events that came over HTTP, as their bytes. */
@Component
public class EventMessageStore {
  private final EventMessageMapper mapper;

  EventMessageStore(EventMessageMapper mapper) {
    this.mapper = mapper;
  }

  /** Stores the members and says which of them are new. To be called in a transaction. */
  public List<BatchMember.Intact> add(List<BatchMember.Intact> members) {
    String intakeNo = Ids.withPrefix("itk_");
    mapper.store(members.stream().map(member -> row(member, intakeNo)).toList());
    Set<EventKey> brought = new HashSet<>();
    mapper
        .broughtBy(intakeNo, members.stream().map(member -> member.event().eventId()).toList())
        .forEach(row -> brought.add(new EventKey(row.getEventId(), row.getDeliverySeq())));
    return members.stream()
        .filter(
            member ->
                brought.contains(
                    new EventKey(member.event().eventId(), member.event().deliverySeq())))
        .toList();
  }

  /** The bytes of these events, those of their other deliveries as well. */
  public Map<EventKey, byte[]> payloads(Collection<String> eventIds) {
    Map<EventKey, byte[]> payloads = new HashMap<>();
    for (EventMessageDO row : mapper.payloads(eventIds)) {
      payloads.put(new EventKey(row.getEventId(), row.getDeliverySeq()), row.getPayload());
    }
    return payloads;
  }

  private static EventMessageDO row(BatchMember.Intact member, String intakeNo) {
    PaymentEvent event = member.event();
    EventMessageDO row = new EventMessageDO();
    row.setEventId(event.eventId());
    row.setDeliverySeq(event.deliverySeq());
    row.setPaymentNo(event.paymentNo());
    row.setIntakeNo(intakeNo);
    row.setPayload(member.bytes());
    return row;
  }
}
