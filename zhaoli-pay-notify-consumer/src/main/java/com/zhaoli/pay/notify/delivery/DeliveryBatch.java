package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.notify.target.TargetKind;
import java.util.List;

/**
 * Events to be delivered to one kind of target.
 *
 * @param owner token of this batch's leases
 * @param polled true in dispatch mode async: the poller brings back what is not settled, and a dead
 *     letter is stored with the settlement. False: the broker does both
 * @param inLine whether they waited in the database for their turn, and do not come anew
 * @param traceparents trace contexts of the messages that it came in
 */
public record DeliveryBatch(
    TargetKind kind,
    String owner,
    boolean polled,
    boolean inLine,
    List<Incoming> members,
    List<String> traceparents) {

  /** One that came in no message. */
  public DeliveryBatch(
      TargetKind kind, String owner, boolean polled, boolean inLine, List<Incoming> members) {
    this(kind, owner, polled, inLine, members, List.of());
  }
}
