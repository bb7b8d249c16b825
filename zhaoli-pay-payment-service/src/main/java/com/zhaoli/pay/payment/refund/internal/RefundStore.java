package com.zhaoli.pay.payment.refund.internal;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.refund.RefundBO;
import com.zhaoli.pay.payment.refund.RefundOrigin;
import com.zhaoli.pay.payment.refund.RefundStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Refunds in the database. Every change is a compare-and-set that says whether it took place. */
@Component
public class RefundStore {
  private final RefundMapper refunds;

  RefundStore(RefundMapper refunds) {
    this.refunds = refunds;
  }

  /**
   * Records a refund that is PROCESSING.
   *
   * @throws org.springframework.dao.DuplicateKeyException when the merchant's number is taken
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void insert(RefundBO refund, Instant nextSyncAt) {
    RefundDO row = new RefundDO();
    row.setRefundNo(refund.refundNo());
    row.setPaymentNo(refund.paymentNo());
    row.setAttemptNo(refund.attemptNo());
    row.setMerchantNo(refund.merchantNo());
    row.setOutRefundNo(refund.outRefundNo());
    row.setOrigin(refund.origin().name());
    row.setChannel(refund.channel().name());
    row.setChannelAccountNo(refund.channelAccountNo());
    row.setAmountFen(refund.amount().fen());
    row.setReason(refund.reason());
    row.setStatus(refund.status().name());
    row.setNextSyncAt(nextSyncAt);
    row.setUnheardUntil(refund.unheardUntil());
    row.setInsteadOf(refund.insteadOf());
    row.setCreatedAt(refund.createdAt());
    row.setUpdatedAt(refund.createdAt());
    refunds.insert(row);
  }

  public Optional<RefundBO> find(String merchantNo, String refundNo) {
    return found(refunds.find(merchantNo, refundNo));
  }

  public Optional<RefundBO> findByOutRefundNo(String merchantNo, String outRefundNo) {
    return found(refunds.findByOutRefundNo(merchantNo, outRefundNo));
  }

  /** Whosever it is. */
  public Optional<RefundBO> findOfAnybody(String refundNo) {
    return found(refunds.findOfAnybody(refundNo));
  }

  private static Optional<RefundBO> found(@Nullable RefundDO row) {
    return Optional.ofNullable(row).map(RefundStore::toBO);
  }

  /** A payment's refunds with larger numbers, the oldest first. */
  public List<RefundBO> list(String merchantNo, String paymentNo, String after, int limit) {
    return refunds.list(merchantNo, paymentNo, after, limit).stream()
        .map(RefundStore::toBO)
        .toList();
  }

  /** Decides that the money is back; false when the refund is not in that state any more. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean succeed(
      RefundBO refund,
      RefundStatus from,
      @Nullable String channelRefundNo,
      Instant refundedAt,
      Instant now) {
    return refunds.succeed(
            refund.merchantNo(), refund.refundNo(), from.name(), channelRefundNo, refundedAt, now)
        == 1;
  }

  /**
   * Decides that the money is not back; false when that was decided already, or when another call
   * began since the refund was read.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean fail(RefundBO refund, String failureCode, Instant now) {
    return refunds.fail(
            refund.merchantNo(), refund.refundNo(), failureCode, refund.unheardUntil(), now)
        == 1;
  }

  /** The same whoever may be calling; false when it is decided. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean giveUp(RefundBO refund, String failureCode, Instant now) {
    return refunds.giveUp(refund.merchantNo(), refund.refundNo(), failureCode, now) == 1;
  }

  /** All refunds of the same money as they are, locked to the end of the transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<RefundBO> lockAllOf(RefundBO refund) {
    return refunds.lockAllOf(refund.merchantNo(), refund.paymentNo(), refund.first()).stream()
        .map(RefundStore::toBO)
        .toList();
  }

  /**
   * Moves the time until when a call that nobody heard the answer of may take effect; false when
   * another call moved it, or the refund was decided.
   */
  public boolean moveUnheard(RefundBO refund, @Nullable Instant from, @Nullable Instant to) {
    return refunds.moveUnheard(refund.merchantNo(), refund.refundNo(), from, to) == 1;
  }

  /** Has a refund that is not back asked about then, if not earlier. */
  public void askBy(RefundBO refund, Instant at) {
    refunds.askBy(refund.merchantNo(), refund.refundNo(), at);
  }

  /** When to ask next, for a refund that is asked for. */
  public void scheduleSync(RefundBO refund, Instant next) {
    refunds.scheduleSync(refund.merchantNo(), refund.refundNo(), next);
  }

  /** Ends a lease, unless another took the refund since; {@code next} null: not to ask again. */
  public void endLease(RefundBO refund, Instant until, @Nullable Instant next) {
    refunds.endLease(refund.merchantNo(), refund.refundNo(), until, next);
  }

  /** Leases due refunds of a channel until then, in a short transaction of its own. */
  @Transactional
  public List<RefundBO> leaseDue(Channel channel, int limit, Instant now, Instant until) {
    List<RefundDO> due = refunds.lockDue(channel.name(), now, limit);
    if (!due.isEmpty()) {
      refunds.lease(due.stream().map(RefundDO::getRefundNo).toList(), until);
    }
    return due.stream().map(RefundStore::toBO).toList();
  }

  private static RefundBO toBO(RefundDO row) {
    return new RefundBO(
        row.getRefundNo(),
        row.getPaymentNo(),
        row.getAttemptNo(),
        row.getMerchantNo(),
        row.getOutRefundNo(),
        RefundOrigin.valueOf(row.getOrigin()),
        Channel.of(row.getChannel()),
        row.getChannelAccountNo(),
        new Money(row.getAmountFen()),
        row.getReason(),
        RefundStatus.valueOf(row.getStatus()),
        row.getChannelRefundNo(),
        row.getFailureCode(),
        row.getCreatedAt(),
        row.getRefundedAt(),
        row.getUnheardUntil(),
        row.getInsteadOf());
  }
}
