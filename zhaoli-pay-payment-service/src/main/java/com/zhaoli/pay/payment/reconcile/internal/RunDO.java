package com.zhaoli.pay.payment.reconcile.internal;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.reconcile.BillAccount;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.reconcile.Lease;
import com.zhaoli.pay.payment.reconcile.RunBO;
import com.zhaoli.pay.payment.reconcile.RunStatus;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row of reconcile_run. Its components stand in the order of {@link #COLUMNS}. */
public record RunDO(
    String runNo,
    String channel,
    String channelAccountNo,
    LocalDate businessDay,
    RunStatus status,
    int turn,
    int tries,
    int rechecks,
    @Nullable Instant dueAt,
    @Nullable Instant cleanupAt,
    long billRows,
    long billPaymentFen,
    long billRefundFen,
    long ownPaymentFen,
    long ownRefundFen,
    long differences,
    @Nullable String failure,
    @Nullable String requestedBy,
    Instant createdAt,
    @Nullable Instant finishedAt) {
  static final String COLUMNS =
      """
      SELECT run_no, channel, channel_account_no, business_day, status, turn, tries, rechecks,
        due_at, cleanup_at, bill_rows, bill_payment_fen, bill_refund_fen, own_payment_fen,
        own_refund_fen, differences, failure, requested_by, created_at, finished_at
      """;

  BillAccount account() {
    return new BillAccount(Channel.of(channel), channelAccountNo);
  }

  Lease lease() {
    return new Lease(runNo, turn, account(), new BusinessDay(businessDay), tries);
  }

  RunBO toBO() {
    return new RunBO(
        runNo,
        account(),
        new BusinessDay(businessDay),
        status,
        turn,
        tries,
        dueAt,
        new RunBO.Totals(
            billRows,
            new Money(billPaymentFen),
            new Money(billRefundFen),
            new Money(ownPaymentFen),
            new Money(ownRefundFen)),
        differences,
        failure,
        requestedBy,
        createdAt,
        finishedAt);
  }
}
