package com.zhaoli.pay.merchant.receiver.internal;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.merchant.receiver.ReceiverBO;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Receivers in the database. */
@Repository
public class ReceiverStore {
  /** The owner among them. */
  public static final int MAX_RECEIVERS = 20;

  private final ReceiverMapper mapper;

  ReceiverStore(ReceiverMapper mapper) {
    this.mapper = mapper;
  }

  public void insert(ReceiverBO receiver) {
    ReceiverDO row = new ReceiverDO();
    row.receiverNo = receiver.receiverNo();
    row.merchantNo = receiver.merchantNo();
    row.role = receiver.role().name();
    row.label = receiver.label();
    row.openid = receiver.openid();
    row.boundAt = receiver.boundAt();
    row.createdAt = receiver.createdAt();
    mapper.insert(row);
  }

  /**
   * The merchant's owner. Until the transaction ends nobody else who calls this changes a receiver
   * or an invitation of this merchant. Every merchant has an owner from its application on.
   */
  public ReceiverBO lockOwner(String merchantNo) {
    return toBO(mapper.lockOwner(merchantNo))
        .orElseThrow(() -> new IllegalStateException("no owner: " + merchantNo));
  }

  public List<ReceiverBO> list(String merchantNo) {
    return mapper.list(merchantNo, MAX_RECEIVERS).stream()
        .flatMap(row -> toBO(row).stream())
        .toList();
  }

  public Optional<ReceiverBO> find(String merchantNo, String receiverNo) {
    return toBO(mapper.find(merchantNo, receiverNo));
  }

  public Optional<ReceiverBO> byOpenid(String merchantNo, String openid) {
    return toBO(mapper.byOpenid(merchantNo, openid));
  }

  public List<MessageReceiver> boundTo(String merchantNo) {
    return mapper.list(merchantNo, MAX_RECEIVERS).stream()
        .filter(row -> row.openid != null)
        .map(row -> new MessageReceiver(row.receiverNo, row.openid, ReceiverRole.valueOf(row.role)))
        .toList();
  }

  /** Whether nobody was bound, so that this person is now. */
  public boolean bindIfUnbound(String merchantNo, String receiverNo, String openid, Instant at) {
    return mapper.bindIfUnbound(merchantNo, receiverNo, openid, at) == 1;
  }

  /** Whether somebody was bound, who is no more. */
  public boolean release(String merchantNo, String receiverNo, Instant at) {
    return mapper.release(merchantNo, receiverNo, at) == 1;
  }

  public void change(
      String merchantNo, String receiverNo, ReceiverRole role, @Nullable String label) {
    mapper.change(merchantNo, receiverNo, role.name(), label);
  }

  /** Whether it was there and no owner. */
  public boolean remove(String merchantNo, String receiverNo) {
    return mapper.remove(merchantNo, receiverNo) == 1;
  }

  /**
   * Row by row: a statement over the openid would lock gaps beside its rows, into which a binding
   * of somebody else writes, who may hold a row that this one waits for.
   */
  public void unbind(String openid, Instant at) {
    for (String receiverNo : mapper.numbersOf(openid)) {
      mapper.unbind(receiverNo, openid, at);
    }
  }

  public void recordDeparture(String openid, Instant at) {
    mapper.recordDeparture(openid, at);
  }

  public boolean leftAfter(String openid, Instant at) {
    return mapper.departuresAfter(openid, at) > 0;
  }

  private static Optional<ReceiverBO> toBO(@Nullable ReceiverDO row) {
    return row == null
        ? Optional.empty()
        : Optional.of(
            new ReceiverBO(
                row.receiverNo,
                row.merchantNo,
                ReceiverRole.valueOf(row.role),
                row.label,
                row.openid,
                row.boundAt,
                row.unboundAt,
                row.createdAt));
  }
}
