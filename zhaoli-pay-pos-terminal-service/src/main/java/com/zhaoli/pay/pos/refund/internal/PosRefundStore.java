package com.zhaoli.pay.pos.refund.internal;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.refund.PosRefundBO;
import com.zhaoli.pay.pos.refund.PosRefundStatus;
import com.zhaoli.pay.pos.refund.RefundedTotal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;

/** Terminals' refunds in the database. What changes one answers it as it stands then. */
@Repository
public class PosRefundStore {
  /** Longer than the call of the one who made it takes. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(18);

  private final PosRefundMapper mapper;

  PosRefundStore(PosRefundMapper mapper) {
    this.mapper = mapper;
  }

  /** False when the terminal has a refund of this number. */
  public boolean insert(PosRefundBO refund) {
    PosRefundDO row = new PosRefundDO();
    row.outRefundNo = refund.outRefundNo();
    row.terminalNo = refund.terminalNo();
    row.terminalRefundNo = refund.terminalRefundNo();
    row.merchantNo = refund.merchantNo();
    row.storeId = refund.storeId();
    row.shiftNo = refund.shiftNo();
    row.tradeNo = refund.tradeNo();
    row.paymentNo = refund.paymentNo();
    row.channel = refund.channel();
    row.amountFen = refund.amount().fen();
    row.reason = refund.reason();
    row.supervisorNo = refund.supervisorNo();
    row.status = refund.status().name();
    row.nextLookAt = refund.createdAt().plus(FIRST_LOOK);
    row.createdAt = refund.createdAt();
    try {
      return mapper.insert(row) == 1;
    } catch (DuplicateKeyException e) {
      // The other unique key is the outRefundNo, which is new.
      return false;
    }
  }

  public Optional<PosRefundBO> find(DeviceIdentity device, String terminalRefundNo) {
    return Optional.ofNullable(
            mapper.find(device.merchantNo(), device.terminalNo(), terminalRefundNo))
        .map(PosRefundStore::bo);
  }

  /** The refund as it stands. */
  public PosRefundBO reread(PosRefundBO refund) {
    return Optional.ofNullable(mapper.reread(refund.merchantNo(), refund.outRefundNo()))
        .map(PosRefundStore::bo)
        .orElse(refund);
  }

  /**
   * A refund that was found to be due.
   *
   * @param at since when, which names it as it was read: every change of a refund changes that too
   */
  public record Due(PosRefundBO refund, Instant at) {}

  /** Refunds that are due. */
  public List<Due> due(int limit, Instant now) {
    return mapper.due(now, limit).stream().map(row -> new Due(bo(row), row.nextLookAt)).toList();
  }

  /** Takes a refund, which nobody else gets until then; false when it has changed or is taken. */
  public boolean lease(Due due, Instant until) {
    PosRefundBO refund = due.refund();
    return mapper.lease(refund.merchantNo(), refund.outRefundNo(), due.at(), until) == 1;
  }

  /** Takes an answer over, unless the refund has changed since it was read. */
  public PosRefundBO settle(
      PosRefundBO read,
      PosRefundStatus status,
      @Nullable String refundNo,
      @Nullable String failureCode,
      @Nullable Instant refundedAt,
      Instant nextLook,
      Instant now) {
    PosRefundDO row = new PosRefundDO();
    row.outRefundNo = read.outRefundNo();
    row.version = read.version();
    row.status = status.name();
    row.refundNo = refundNo;
    row.failureCode = failureCode;
    row.refundedAt = refundedAt;
    row.nextLookAt = status.isFinal() ? null : nextLook;
    row.updatedAt = now;
    mapper.settle(read.merchantNo(), row);
    return reread(read);
  }

  /** What goes back in a shift, by channel. */
  public List<RefundedTotal> madeIn(String merchantNo, String shiftNo) {
    return mapper.madeIn(merchantNo, shiftNo).stream()
        .map(row -> new RefundedTotal(row.channel, row.refundCount, new Money(row.amountFen)))
        .toList();
  }

  private static PosRefundBO bo(PosRefundDO row) {
    return new PosRefundBO(
        row.outRefundNo,
        row.terminalNo,
        row.terminalRefundNo,
        row.merchantNo,
        row.storeId,
        row.shiftNo,
        row.tradeNo,
        row.paymentNo,
        row.channel,
        new Money(row.amountFen),
        row.reason,
        row.supervisorNo,
        PosRefundStatus.valueOf(row.status),
        row.version,
        row.refundNo,
        row.failureCode,
        row.refundedAt,
        row.createdAt);
  }
}
