package com.zhaoli.pay.payment.reconcile.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.reconcile.BillAccount;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.reconcile.DifferenceBO;
import com.zhaoli.pay.payment.reconcile.DifferenceKind;
import com.zhaoli.pay.payment.reconcile.DifferenceStatus;
import com.zhaoli.pay.payment.reconcile.Finding;
import com.zhaoli.pay.payment.reconcile.Lease;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row of reconcile_difference. Its components stand in the order of {@link #COLUMNS}. */
public record DifferenceDO(
    String differenceNo,
    String runNo,
    Kind subject,
    String entryNo,
    DifferenceKind kind,
    DifferenceStatus status,
    String channel,
    String channelAccountNo,
    LocalDate businessDay,
    @Nullable LocalDate waitForDay,
    @Nullable String merchantNo,
    String attemptNo,
    @Nullable String channelTradeNo,
    long billRows,
    @Nullable Long billFen,
    @Nullable String billStatus,
    @Nullable Long ownFen,
    @Nullable String ownStatus,
    int turn,
    @Nullable String note,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    Instant createdAt,
    Instant updatedAt) {
  static final String COLUMNS =
      """
      SELECT difference_no, run_no, subject, entry_no, kind, status, channel, channel_account_no,
        business_day, wait_for_day, merchant_no, attempt_no, channel_trade_no, bill_rows, bill_fen,
        bill_status, own_fen, own_status, turn, note, decided_by, decided_at, created_at, updated_at
      """;

  /** The row of a finding that was not there before. */
  static DifferenceDO of(Lease lease, Finding finding, Instant now) {
    BusinessDay waitFor = finding.waitFor();
    return new DifferenceDO(
        Ids.withPrefix("dif_"),
        lease.runNo(),
        finding.subject(),
        finding.entryNo(),
        finding.kind(),
        waitFor == null ? DifferenceStatus.OPEN : DifferenceStatus.WAITING,
        lease.account().channel().name(),
        lease.account().channelAccountNo(),
        lease.day().date(),
        waitFor == null ? null : waitFor.date(),
        finding.merchantNo(),
        finding.attemptNo(),
        finding.channelTradeNo(),
        finding.billRows(),
        finding.billFen(),
        finding.billStatus(),
        finding.ownFen(),
        finding.ownStatus(),
        lease.turn(),
        null,
        null,
        null,
        now,
        now);
  }

  BillAccount account() {
    return new BillAccount(Channel.of(channel), channelAccountNo);
  }

  Finding finding() {
    return new Finding(
        kind,
        subject,
        entryNo,
        attemptNo,
        merchantNo,
        channelTradeNo,
        billRows,
        billFen,
        billStatus,
        ownFen,
        ownStatus,
        waitForDay == null ? null : new BusinessDay(waitForDay));
  }

  DifferenceBO toBO() {
    return new DifferenceBO(
        differenceNo,
        runNo,
        account(),
        new BusinessDay(businessDay),
        finding(),
        status,
        note,
        decidedBy,
        decidedAt,
        createdAt,
        updatedAt);
  }
}
