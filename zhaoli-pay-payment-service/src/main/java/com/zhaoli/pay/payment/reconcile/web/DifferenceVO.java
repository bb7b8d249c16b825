package com.zhaoli.pay.payment.reconcile.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelBills;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.reconcile.DifferenceBO;
import com.zhaoli.pay.payment.reconcile.DifferenceKind;
import com.zhaoli.pay.payment.reconcile.DifferenceStatus;
import com.zhaoli.pay.payment.reconcile.Finding;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A difference as operators see it. Amounts are fen; those of a side that does not have the entry
 * are left out.
 *
 * @param entryNo the attemptNo of a payment, the refundNo of a refund
 * @param billRows how many rows the bill has of it
 * @param waitForDay the day whose bill may still hold it, while it is WAITING
 * @param decidedBy the operator; absent with a time: it went by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DifferenceVO(
    String differenceNo,
    String runNo,
    Channel channel,
    String channelAccountNo,
    LocalDate day,
    DifferenceKind kind,
    DifferenceStatus status,
    ChannelBills.Kind subject,
    String entryNo,
    String attemptNo,
    @Nullable String merchantNo,
    @Nullable String channelTradeNo,
    long billRows,
    @Nullable Long billAmount,
    @Nullable String billStatus,
    @Nullable Long ownAmount,
    @Nullable String ownStatus,
    @Nullable LocalDate waitForDay,
    @Nullable String note,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    Instant createdAt,
    Instant updatedAt) {

  static DifferenceVO of(DifferenceBO difference) {
    Finding finding = difference.finding();
    BusinessDay waitFor = finding.waitFor();
    return new DifferenceVO(
        difference.differenceNo(),
        difference.runNo(),
        difference.account().channel(),
        difference.account().channelAccountNo(),
        difference.day().date(),
        finding.kind(),
        difference.status(),
        finding.subject(),
        finding.entryNo(),
        finding.attemptNo(),
        finding.merchantNo(),
        finding.channelTradeNo(),
        finding.billRows(),
        finding.billFen(),
        finding.billStatus(),
        finding.ownFen(),
        finding.ownStatus(),
        waitFor == null ? null : waitFor.date(),
        difference.note(),
        difference.decidedBy(),
        difference.decidedAt(),
        difference.createdAt(),
        difference.updatedAt());
  }
}
