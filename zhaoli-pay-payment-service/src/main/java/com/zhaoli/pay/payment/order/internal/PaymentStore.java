package com.zhaoli.pay.payment.order.internal;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.AttemptStatus;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentCreateCommand;
import com.zhaoli.pay.payment.order.PaymentStatus;
import com.zhaoli.pay.payment.order.Settlement.AnomalyKind;
import com.zhaoli.pay.payment.order.Settlement.Decision.Move;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Payments and their orders at channels in the database. Every change is a compare-and-set that
 * says whether it took place; what belongs together is changed by one statement, or in the caller's
 * transaction.
 */
@Component
public class PaymentStore {
  private static final int PAY_TOKEN_BYTES = 24;

  private final PaymentMapper payments;
  private final AttemptMapper attempts;

  PaymentStore(PaymentMapper payments, AttemptMapper attempts) {
    this.payments = payments;
    this.attempts = attempts;
  }

  /**
   * What a new order at a channel is recorded with.
   *
   * @param callUntil the caller's right to call the channel ends then
   */
  public record NewAttempt(
      Channel channel,
      String channelAccountNo,
      PaymentMethod method,
      @Nullable String payerId,
      Instant callUntil,
      Instant nextSyncAt) {}

  /**
   * Records a payment that its payer will open in a wallet, by one statement.
   *
   * @param closeDueAt when to close it
   * @throws org.springframework.dao.DuplicateKeyException when the merchant's order number is taken
   */
  public PaymentBO insert(PaymentCreateCommand command, Instant now, Instant closeDueAt) {
    PaymentDO payment = newPayment(command, now);
    payment.setCloseDueAt(closeDueAt);
    payments.insert(payment);
    return PaymentConverter.toBO(payment);
  }

  /**
   * Records a payment and its order at a channel.
   *
   * @throws org.springframework.dao.DuplicateKeyException when the merchant's order number is taken
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public PaymentBO insert(PaymentCreateCommand command, NewAttempt order, Instant now) {
    PaymentDO payment = newPayment(command, now);
    AttemptDO attempt = newAttempt(payment, order, now);
    payment.setAttemptNo(attempt.getAttemptNo());
    payment.setChannel(attempt.getChannel());
    payments.insert(payment);
    attempts.insert(attempt);
    show(attempt, payment);
    return PaymentConverter.toBO(payment);
  }

  /**
   * Records another order of a payment and makes it the current one; the ones before are given up.
   * Empty when the payment has moved since it was read.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<String> insertAttempt(PaymentBO read, NewAttempt order, Instant now) {
    PaymentDO payment = new PaymentDO();
    payment.setPaymentNo(read.paymentNo());
    payment.setMerchantNo(read.merchantNo());
    payment.setAmountFen(read.amount().fen());
    payment.setStoreId(read.storeId());
    AttemptDO attempt = newAttempt(payment, order, now);
    int adopted =
        payments.compareAndAdopt(
            read.merchantNo(),
            read.paymentNo(),
            read.currentAttemptNo(),
            attempt.getAttemptNo(),
            attempt.getChannel(),
            now);
    if (adopted == 0) {
      return Optional.empty();
    }
    attempts.insert(attempt);
    giveUpOthers(read, attempt.getAttemptNo(), now);
    return Optional.of(attempt.getAttemptNo());
  }

  private static PaymentDO newPayment(PaymentCreateCommand command, Instant now) {
    PaymentDO payment = new PaymentDO();
    payment.setPaymentNo(Ids.paymentNo());
    payment.setMerchantNo(command.merchantNo());
    payment.setAppId(command.appId());
    payment.setOutTradeNo(command.outTradeNo());
    payment.setContentHash(command.contentHash());
    payment.setAmountFen(command.amount().fen());
    payment.setSubject(command.subject());
    payment.setMethod(command.method().name());
    payment.setChannel(command.channel() == null ? null : command.channel().name());
    payment.setStatus(PaymentStatus.CREATED.name());
    payment.setPayToken(Tokens.random(PAY_TOKEN_BYTES));
    payment.setNotifyUrl(command.notifyUrl());
    payment.setReturnUrl(command.returnUrl());
    payment.setAttach(command.attach());
    payment.setStoreId(command.storeId());
    payment.setTerminalNo(command.terminalNo());
    payment.setCreatedAt(now);
    payment.setUpdatedAt(now);
    payment.setExpiresAt(now.plus(command.expiresIn()));
    return payment;
  }

  private static AttemptDO newAttempt(PaymentDO payment, NewAttempt order, Instant now) {
    AttemptDO attempt = new AttemptDO();
    attempt.setAttemptNo(Ids.attemptNo());
    attempt.setPaymentNo(payment.getPaymentNo());
    attempt.setMerchantNo(payment.getMerchantNo());
    attempt.setChannel(order.channel().name());
    attempt.setChannelAccountNo(order.channelAccountNo());
    attempt.setMethod(order.method().name());
    attempt.setPayerId(order.payerId());
    attempt.setStoreId(payment.getStoreId());
    attempt.setAmountFen(payment.getAmountFen());
    attempt.setStatus(AttemptStatus.CREATED.name());
    attempt.setCallUntil(order.callUntil());
    attempt.setNextSyncAt(order.nextSyncAt());
    attempt.setCreatedAt(now);
    attempt.setUpdatedAt(now);
    return attempt;
  }

  private static void show(AttemptDO attempt, PaymentDO payment) {
    payment.setOrderNo(attempt.getAttemptNo());
    payment.setOrderChannel(attempt.getChannel());
    payment.setOrderAccountNo(attempt.getChannelAccountNo());
    payment.setOrderMethod(attempt.getMethod());
    payment.setOrderPayerId(attempt.getPayerId());
    payment.setOrderStoreId(attempt.getStoreId());
    payment.setOrderAmountFen(attempt.getAmountFen());
    payment.setOrderStatus(attempt.getStatus());
    payment.setOrderCallUntil(attempt.getCallUntil());
    payment.setOrderCreatedAt(attempt.getCreatedAt());
  }

  public Optional<PaymentBO> find(String merchantNo, String paymentNo) {
    return found(payments.find(merchantNo, paymentNo));
  }

  /** Whosever it is: for operators. */
  public Optional<PaymentBO> findOfAnybody(String paymentNo) {
    return found(payments.findOfAnybody(paymentNo));
  }

  public Optional<PaymentBO> findByOutTradeNo(String merchantNo, String outTradeNo) {
    return found(payments.findByOutTradeNo(merchantNo, outTradeNo));
  }

  /** The payment with the order that has the channel's own number. */
  public Optional<PaymentBO> findByChannelTradeNo(String merchantNo, String channelTradeNo) {
    return found(payments.findByChannelTradeNo(merchantNo, channelTradeNo));
  }

  public Optional<PaymentBO> findByPayToken(String payToken) {
    return found(payments.findByPayToken(payToken));
  }

  /** The payment with this attempt, whosever it is. */
  public Optional<PaymentBO> findByAttempt(String attemptNo) {
    return found(payments.findByAttempt(attemptNo));
  }

  private static Optional<PaymentBO> found(@Nullable PaymentDO row) {
    return Optional.ofNullable(row).map(PaymentConverter::toBO);
  }

  private static List<PaymentBO> found(List<PaymentDO> rows) {
    return rows.stream().map(PaymentConverter::toBO).toList();
  }

  /** The payment once for each order that a payer may pay. */
  public List<PaymentBO> findAtOpenAttempts(String merchantNo, String paymentNo) {
    return found(payments.findAtOpenAttempts(merchantNo, paymentNo));
  }

  /** The payment once for each of its orders, the oldest first. */
  public List<PaymentBO> findAtAllAttempts(String merchantNo, String paymentNo) {
    return found(payments.findAtAllAttempts(merchantNo, paymentNo));
  }

  /** A merchant's payments with numbers below, the newest first. */
  public List<PaymentBO> list(String merchantNo, String before, int limit) {
    return found(payments.list(merchantNo, before, limit));
  }

  public int countAttempts(PaymentBO payment) {
    return attempts.count(payment.merchantNo(), payment.paymentNo());
  }

  /** Takes the right to call the channel for a code; false when somebody else has it. */
  public boolean claimCall(PaymentBO payment, Instant now, Instant until) {
    String attemptNo = payment.requireAttempt().attemptNo();
    return attempts.claimCall(payment.merchantNo(), attemptNo, now, until) == 1;
  }

  /** Gives that right back, after a call that brought no answer. */
  public void releaseCall(PaymentBO payment, Instant claimedUntil, Instant now) {
    attempts.releaseCall(
        payment.merchantNo(), payment.requireAttempt().attemptNo(), claimedUntil, now);
  }

  /** What is learnt with a move. Null or empty: not known, or not of this move. */
  public record Facts(
      @Nullable String codeUrl,
      Map<String, String> payParams,
      @Nullable String channelTradeNo,
      @Nullable Instant paidAt,
      @Nullable String failureCode) {
    public static final Facts NONE = new Facts(null, Map.of(), null, null, null);
  }

  /**
   * Moves payment and order by one statement, or neither: false when either is no longer as it was
   * read.
   *
   * @param closeDueAt when the payment's time is over, if it is still open and nothing else says so
   * @param nextSyncAt when to ask the channel next, if the order is still undecided
   */
  public boolean move(
      PaymentBO read,
      Move move,
      int eventVersion,
      Facts facts,
      @Nullable Instant closeDueAt,
      @Nullable Instant nextSyncAt,
      Instant now) {
    AttemptBO attempt = read.requireAttempt();
    boolean wins = move.attempt() == AttemptStatus.SUCCEEDED;
    MoveQuery query =
        new MoveQuery(
            read.paymentNo(),
            attempt.attemptNo(),
            read.status(),
            move.target(),
            attempt.status(),
            move.attempt(),
            read.eventVersion(),
            eventVersion,
            wins,
            facts.codeUrl(),
            PayParams.toColumn(facts.payParams()),
            facts.channelTradeNo(),
            failureCode(read, facts),
            facts.paidAt(),
            closeDueAt,
            nextSyncAt,
            now);
    return payments.compareAndMove(read.merchantNo(), query) > 0;
  }

  /** A payment that failed keeps its reason; one that goes on loses that of an earlier order. */
  private static @Nullable String failureCode(PaymentBO read, Facts facts) {
    return facts.failureCode() == null && !read.status().isOpen()
        ? read.failureCode()
        : facts.failureCode();
  }

  /** Moves an order alone; false when it is no longer as it was read. */
  public boolean moveAttempt(
      PaymentBO read,
      AttemptStatus to,
      @Nullable String channelTradeNo,
      @Nullable Instant paidAt,
      @Nullable Instant nextSyncAt,
      Instant now) {
    AttemptBO attempt = read.requireAttempt();
    return attempts.compareAndSet(
            read.merchantNo(),
            attempt.attemptNo(),
            attempt.status(),
            to,
            channelTradeNo,
            paidAt,
            nextSyncAt,
            now)
        == 1;
  }

  /** Gives the payment's other orders up, where one has won or another wallet is opened. */
  public void giveUpOthers(PaymentBO payment, String attemptNo, Instant now) {
    attempts.giveUpOthers(payment.merchantNo(), payment.paymentNo(), attemptNo, now);
  }

  /** Marks the order to be undone; false when it, or the payment, has moved. */
  public boolean markReversing(PaymentBO read, Instant nextSyncAt, Instant now) {
    AttemptBO attempt = read.requireAttempt();
    return attempts.compareAndMarkReversing(
            read.merchantNo(), attempt.attemptNo(), attempt.status(), nextSyncAt, now)
        > 0;
  }

  /**
   * Closes a payment without an order that could be paid; false when it has moved, or such an order
   * has been opened.
   */
  public boolean close(PaymentBO read, Instant now) {
    return payments.compareAndClose(
            read.merchantNo(),
            read.paymentNo(),
            read.status(),
            PaymentStatus.CLOSED,
            read.eventVersion(),
            read.currentAttemptNo(),
            now)
        == 1;
  }

  /** Keeps on record that an order took money which its payment could not take. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void recordAnomaly(
      PaymentBO read, AnomalyKind kind, String channelTradeNo, String refundNo, Instant now) {
    AttemptBO attempt = read.requireAttempt();
    attempts.insertAnomaly(
        read.merchantNo(),
        read.paymentNo(),
        attempt.attemptNo(),
        channelTradeNo,
        kind.name(),
        attempt.amount().fen(),
        refundNo,
        now);
  }

  /** Keeps on record that another refund gives the money back that an order should not have. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void replaceAnomalyRefund(String merchantNo, String attemptNo, String from, String to) {
    attempts.replaceAnomalyRefund(merchantNo, attemptNo, from, to);
  }

  /** Leases due attempts of a shard of a channel until then, in a transaction of its own. */
  @Transactional
  public List<String> leaseDue(
      Channel channel, int shard, int shards, int limit, Instant now, Instant until) {
    List<String> due = attempts.lockDue(channel.name(), now, shard, shards, limit);
    if (!due.isEmpty()) {
      attempts.lease(due, until);
    }
    return due;
  }

  /** The ranges of the orders that were due at the cut-off. */
  public WorkPlan dueRanges(Instant cutoff) {
    return WorkPlan.of(attempts.dueRanges(cutoff, WorkPlan.RANGE_KEYS, WorkPlan.MAX_RANGES));
  }

  /** The orders of a range that were due at the cut-off and still are. */
  public List<String> dueWithin(Instant cutoff, String after, String upTo, int limit) {
    return attempts.dueWithin(cutoff, after, upTo, limit);
  }

  /**
   * Leases one order until then, and reads it. Empty when nothing is open of it, it was not due at
   * the moment, or somebody else has it.
   *
   * @param due null: whenever it is due
   */
  public Optional<PaymentBO> leaseOne(String attemptNo, @Nullable Instant due, Instant until) {
    return attempts.leaseOne(attemptNo, due, until) == 0
        ? Optional.empty()
        : findByAttempts(List.of(attemptNo)).stream().findFirst();
  }

  /** The ranges of the payments whose time was over at the cut-off. */
  public WorkPlan closeDueRanges(Instant cutoff) {
    return WorkPlan.of(payments.closeDueRanges(cutoff, WorkPlan.RANGE_KEYS, WorkPlan.MAX_RANGES));
  }

  /** The payments of a range whose time was over at the cut-off and that are still to be closed. */
  public List<String> closeDueWithin(Instant cutoff, String after, String upTo, int limit) {
    return payments.closeDueWithin(cutoff, after, upTo, limit);
  }

  /** As {@link #leaseOne}, for a payment whose time is over. */
  public Optional<PaymentBO> leaseCloseOne(String paymentNo, @Nullable Instant due, Instant until) {
    return payments.leaseCloseOne(paymentNo, due, until) == 0
        ? Optional.empty()
        : found(payments.findAll(List.of(paymentNo))).stream().findFirst();
  }

  public List<PaymentBO> findByAttempts(List<String> attemptNos) {
    return attemptNos.isEmpty() ? List.of() : found(payments.findByAttempts(attemptNos));
  }

  /** The payment's undecided orders, but for its current one, are due now. */
  public void hastenOthers(PaymentBO payment, Instant now) {
    if (payment.isAggregate()) {
      attempts.hastenOthers(
          payment.merchantNo(), payment.paymentNo(), payment.currentAttemptNo(), now);
    }
  }

  /** When to ask next, for an order that is still undecided and not given up since it was read. */
  public void scheduleSync(PaymentBO payment, Instant next) {
    AttemptBO attempt = payment.requireAttempt();
    attempts.scheduleSync(payment.merchantNo(), attempt.attemptNo(), attempt.status(), next);
  }

  /** Leases payments whose time is over until then, in a short transaction of its own. */
  @Transactional
  public List<PaymentBO> leaseCloseDue(int limit, Instant now, Instant until) {
    List<String> due = payments.lockCloseDue(now, limit);
    if (due.isEmpty()) {
      return List.of();
    }
    payments.leaseClose(due, until);
    return found(payments.findAll(due));
  }

  /** Sets money aside for a refund; false when the payment has not so much left to give. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean reserveRefund(
      String merchantNo, String paymentNo, String attemptNo, long amountFen, Instant now) {
    return payments.reserveRefund(merchantNo, paymentNo, attemptNo, amountFen, now) > 0;
  }

  /** Locks the payment to the end of the transaction and says how many events it has had. */
  @Transactional(propagation = Propagation.MANDATORY)
  public int lockVersion(String merchantNo, String paymentNo) {
    Integer version = payments.lockVersion(merchantNo, paymentNo);
    if (version == null) {
      throw new IllegalStateException("there is no payment " + paymentNo);
    }
    return version;
  }

  /** Books what came of money that was set aside, with one event. The payment is locked. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void bookRefund(
      String merchantNo, String paymentNo, long refundedFen, long releasedFen, Instant now) {
    if (payments.bookRefund(merchantNo, paymentNo, refundedFen, releasedFen, now) != 1) {
      throw new IllegalStateException("the books of " + paymentNo + " do not take this refund");
    }
  }

  /** Counts one event of money that is not of the payment's books. The payment is locked. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void countEvent(String merchantNo, String paymentNo, Instant now) {
    payments.countEvent(merchantNo, paymentNo, now);
  }
}
