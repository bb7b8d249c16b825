package com.zhaoli.pay.payment.order.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.AttemptStatus;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentCreateCommand;
import com.zhaoli.pay.payment.order.PaymentStatus;
import com.zhaoli.pay.payment.order.Settlement.AnomalyKind;
import com.zhaoli.pay.payment.order.Settlement.Decision.Move;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Payments and their attempts in the database. Every change is a compare-and-set that says whether
 * it took place; what belongs together is changed in the caller's transaction.
 */
@Component
public class PaymentStore {
  private static final int PAY_TOKEN_BYTES = 24;

  private final PaymentMapper payments;
  private final AttemptMapper attempts;
  private final SecureRandom random = new SecureRandom();

  PaymentStore(PaymentMapper payments, AttemptMapper attempts) {
    this.payments = payments;
    this.attempts = attempts;
  }

  /**
   * Records a payment and its attempt.
   *
   * @throws org.springframework.dao.DuplicateKeyException when the merchant's order number is taken
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public PaymentBO insert(
      PaymentCreateCommand command,
      String channelAccountNo,
      Instant now,
      Instant callUntil,
      Instant nextSyncAt) {
    String attemptNo = Ids.attemptNo();
    PaymentDO payment = new PaymentDO();
    payment.setPaymentNo(Ids.paymentNo());
    payment.setMerchantNo(command.merchantNo());
    payment.setAppId(command.appId());
    payment.setOutTradeNo(command.outTradeNo());
    payment.setContentHash(command.contentHash());
    payment.setAmountFen(command.amount().fen());
    payment.setSubject(command.subject());
    payment.setMethod(command.method().name());
    payment.setChannel(command.channel().name());
    payment.setStatus(PaymentStatus.CREATED.name());
    payment.setAttemptNo(attemptNo);
    payment.setPayToken(newPayToken());
    payment.setNotifyUrl(command.notifyUrl());
    payment.setReturnUrl(command.returnUrl());
    payment.setAttach(command.attach());
    payment.setStoreId(command.storeId());
    payment.setTerminalNo(command.terminalNo());
    payment.setCreatedAt(now);
    payment.setUpdatedAt(now);
    payment.setExpiresAt(now.plus(command.expiresIn()));
    payments.insert(payment);
    AttemptDO attempt = new AttemptDO();
    attempt.setAttemptNo(attemptNo);
    attempt.setPaymentNo(payment.getPaymentNo());
    attempt.setMerchantNo(command.merchantNo());
    attempt.setChannel(command.channel().name());
    attempt.setChannelAccountNo(channelAccountNo);
    attempt.setAmountFen(command.amount().fen());
    attempt.setStatus(AttemptStatus.CREATED.name());
    attempt.setCallUntil(callUntil);
    attempt.setNextSyncAt(nextSyncAt);
    attempt.setCreatedAt(now);
    attempt.setUpdatedAt(now);
    attempts.insert(attempt);
    payment.setOrderNo(attemptNo);
    payment.setOrderChannel(attempt.getChannel());
    payment.setOrderAccountNo(channelAccountNo);
    payment.setOrderAmountFen(attempt.getAmountFen());
    payment.setOrderStatus(attempt.getStatus());
    payment.setOrderCallUntil(callUntil);
    return PaymentConverter.toBO(payment);
  }

  private String newPayToken() {
    byte[] bytes = new byte[PAY_TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public Optional<PaymentBO> find(String merchantNo, String paymentNo) {
    return found(payments.find(merchantNo, paymentNo));
  }

  public Optional<PaymentBO> findByOutTradeNo(String merchantNo, String outTradeNo) {
    return found(payments.findByOutTradeNo(merchantNo, outTradeNo));
  }

  /** The payment with this attempt, whosever it is. */
  public Optional<PaymentBO> findByAttempt(String attemptNo) {
    return found(payments.findByAttempt(attemptNo));
  }

  private static Optional<PaymentBO> found(@Nullable PaymentDO row) {
    return Optional.ofNullable(row).map(PaymentConverter::toBO);
  }

  /** Takes the right to call the channel for a code; false when somebody else has it. */
  public boolean claimCall(PaymentBO payment, Instant now, Instant until) {
    return attempts.claimCall(payment.merchantNo(), payment.attempt().attemptNo(), now, until) == 1;
  }

  /** Gives that right back, after a call that brought no answer. */
  public void releaseCall(PaymentBO payment, Instant now) {
    attempts.releaseCall(payment.merchantNo(), payment.attempt().attemptNo(), now);
  }

  /** What is learnt with a move. Null: not known, or not of this move. */
  public record Facts(
      @Nullable String codeUrl,
      @Nullable String channelTradeNo,
      @Nullable Instant paidAt,
      @Nullable String failureCode) {}

  /** Moves payment and attempt, or neither: false when either is no longer as it was read. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean move(PaymentBO read, Move move, int eventVersion, Facts facts, Instant now) {
    PaymentStatus from = read.status();
    List<PaymentStatus> steps = move.path().subList(0, move.path().size() - 1);
    for (PaymentStatus step : steps) {
      if (payments.compareAndSetStatus(read.merchantNo(), read.paymentNo(), from, step, now) == 0) {
        return false;
      }
      from = step;
    }
    return payments.compareAndSettle(
                read.merchantNo(),
                read.paymentNo(),
                from,
                move.target(),
                read.eventVersion(),
                eventVersion,
                facts.channelTradeNo(),
                facts.failureCode(),
                facts.paidAt(),
                now)
            == 1
        && moveAttempt(read, move.attempt(), facts, now);
  }

  private boolean moveAttempt(PaymentBO read, AttemptStatus to, Facts facts, Instant now) {
    AttemptBO attempt = read.attempt();
    boolean open = to == AttemptStatus.CREATED || to == AttemptStatus.PAYING;
    return attempts.compareAndSet(
            read.merchantNo(),
            attempt.attemptNo(),
            attempt.status(),
            to,
            facts.codeUrl(),
            facts.channelTradeNo(),
            open,
            now)
        == 1;
  }

  /**
   * Records that an attempt took money which its payment could not take; false when the attempt is
   * no longer as it was read.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean recordSurplus(
      PaymentBO read, AnomalyKind kind, String channelTradeNo, Instant now) {
    Facts facts = new Facts(null, channelTradeNo, null, null);
    boolean moved = moveAttempt(read, AttemptStatus.SUCCEEDED, facts, now);
    if (moved) {
      attempts.insertAnomaly(
          read.merchantNo(),
          read.paymentNo(),
          read.attempt().attemptNo(),
          channelTradeNo,
          kind.name(),
          read.attempt().amount().fen(),
          now);
    }
    return moved;
  }

  /** Leases due attempts of a shard until then, in a short transaction of its own. */
  @Transactional
  public List<String> leaseDue(int shard, int shards, int limit, Instant now, Instant until) {
    List<String> due = attempts.lockDue(now, shard, shards, limit);
    if (!due.isEmpty()) {
      attempts.lease(due, until);
    }
    return due;
  }

  public List<PaymentBO> findByAttempts(List<String> attemptNos) {
    return attemptNos.isEmpty()
        ? List.of()
        : payments.findByAttempts(attemptNos).stream().map(PaymentConverter::toBO).toList();
  }

  /** When to ask next, for an attempt that is still open. */
  public void scheduleSync(PaymentBO payment, Instant next) {
    attempts.scheduleSync(payment.merchantNo(), payment.attempt().attemptNo(), next);
  }
}
