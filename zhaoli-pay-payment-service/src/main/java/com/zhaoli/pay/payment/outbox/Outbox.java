package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.sql.AfterCommit;
import com.zhaoli.pay.common.trace.Traces;
import com.zhaoli.pay.payment.outbox.internal.OutboxStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where events are put in the transaction of the change they tell of: both are there, or neither.
 * From then on an event reaches the consumers at least once, whatever dies in between.
 */
@Component
public class Outbox {
  private final OutboxStore store;
  private final EventBatchCodec codec;
  private final EventRelay relay;
  private final Traces traces;

  Outbox(OutboxStore store, EventBatchCodec codec, EventRelay relay, Traces traces) {
    this.store = store;
    this.codec = codec;
    this.relay = relay;
    this.traces = traces;
  }

  /**
   * Records the event in the current transaction, as part of the trace that changed the payment.
   * After the commit it goes to the relay, without waiting for anything.
   *
   * @throws IllegalStateException when there is no transaction
   */
  public void append(PaymentEvent event) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      throw new IllegalStateException("an event without the transaction of its change");
    }
    String trace = traces.current();
    PaymentEvent traced = event.withTraceparent(trace);
    byte[] member = codec.encodeMember(traced);
    store.insert(traced, member);
    OutboxMember accepted = new OutboxMember(event.eventId(), member, trace);
    AfterCommit.run(() -> relay.offer(accepted));
  }
}
