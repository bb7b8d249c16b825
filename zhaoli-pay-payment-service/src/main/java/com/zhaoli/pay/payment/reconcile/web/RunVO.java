package com.zhaoli.pay.payment.reconcile.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.reconcile.RunBO;
import com.zhaoli.pay.payment.reconcile.RunStatus;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A run as operators see it. Amounts are fen and of the last comparison.
 *
 * @param dueAt when it is taken up next, or until when an instance has it; absent: it is at rest
 * @param differences how many the last comparison found, whatever was decided on them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunVO(
    String runNo,
    Channel channel,
    String channelAccountNo,
    LocalDate day,
    RunStatus status,
    int turn,
    int tries,
    @Nullable Instant dueAt,
    long billRows,
    Money billPaid,
    Money billRefunded,
    Money ownPaid,
    Money ownRefunded,
    long differences,
    @Nullable String failure,
    @Nullable String requestedBy,
    Instant createdAt,
    @Nullable Instant finishedAt) {

  static RunVO of(RunBO run) {
    return new RunVO(
        run.runNo(),
        run.account().channel(),
        run.account().channelAccountNo(),
        run.day().date(),
        run.status(),
        run.turn(),
        run.tries(),
        run.dueAt(),
        run.totals().billRows(),
        run.totals().billPaid(),
        run.totals().billRefunded(),
        run.totals().ownPaid(),
        run.totals().ownRefunded(),
        run.differences(),
        run.failure(),
        run.requestedBy(),
        run.createdAt(),
        run.finishedAt());
  }
}
