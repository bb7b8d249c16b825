package com.zhaoli.pay.job.statement;

import com.zhaoli.pay.common.client.job.WorkApi;
import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.common.client.job.WorkKeys;
import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkRange;
import com.zhaoli.pay.common.client.job.WorkResult;
import com.zhaoli.pay.common.client.job.WorkScope;
import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.payment.DayTotals;
import com.zhaoli.pay.common.client.payment.DayTotalsRequest;
import com.zhaoli.pay.common.client.payment.PaymentWorkApi;
import com.zhaoli.pay.common.client.payment.StatementInternalApi;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.TemplateMessageBatch;
import com.zhaoli.pay.common.client.wechat.TemplateMessageBatch.Entry;
import com.zhaoli.pay.common.client.wechat.TemplateMessageBatchResult.Item;
import com.zhaoli.pay.common.client.wechat.TemplateMessageBatchResult.Status;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import com.zhaoli.pay.common.money.Money;
import feign.FeignException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells merchants in WeChat what they took and gave back on a day, many with one call. Merchants
 * and totals are payment-service's. A merchant, a day and a receiver are one message, however often
 * it is asked for; what becomes of a message once it is stored is wechat-mp-service's.
 */
final class DailyStatements implements WorkApi {
  private final PaymentWorkApi payments;
  private final StatementInternalApi statements;
  private final MerchantInternalApi merchants;
  private final WechatInternalApi wechat;

  DailyStatements(
      PaymentWorkApi payments,
      StatementInternalApi statements,
      MerchantInternalApi merchants,
      WechatInternalApi wechat) {
    this.payments = payments;
    this.statements = statements;
    this.merchants = merchants;
    this.wechat = wechat;
  }

  @Override
  public WorkPlan plan(String work, WorkScope scope) {
    return payments.plan(work, scope);
  }

  @Override
  public WorkKeys keys(String work, WorkRange range) {
    return payments.keys(work, range);
  }

  @Override
  public WorkResult batch(String work, WorkBatch batch) {
    LocalDate day = batch.scope().day();
    if (day == null) {
      throw new IllegalStateException("a daily statement is of a day");
    }
    List<WorkResult.Failure> failures = new ArrayList<>();
    List<String> merchantNos = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (DayTotals totals : statements.totals(new DayTotalsRequest(day, batch.keys()))) {
      try {
        entries.add(entry(day, totals));
        merchantNos.add(totals.merchantNo());
      } catch (FeignException e) {
        failures.add(
            new WorkResult.Failure(
                totals.merchantNo(), "merchant-service answered " + e.status() + " for its name"));
      }
    }
    int told = entries.isEmpty() ? 0 : send(entries, merchantNos, failures);
    return new WorkResult(batch.keys().size(), told, failures);
  }

  private Entry entry(LocalDate day, DayTotals totals) {
    return new Entry(
        day + ":" + totals.merchantNo(),
        MessageScene.DAILY_STATEMENT,
        null,
        totals.merchantNo(),
        Map.of(
            "merchantName", merchants.merchantName(totals.merchantNo()).displayName(),
            "day", day.toString(),
            "received", "¥" + new Money(totals.receivedFen()).toYuan(),
            "payments", Long.toString(totals.payments()),
            "refunded", "¥" + new Money(totals.refundedFen()).toYuan()));
  }

  /** How many merchants have a message that is sent or will be. */
  private int send(
      List<Entry> entries, List<String> merchantNos, List<WorkResult.Failure> failures) {
    Set<Integer> told = new HashSet<>();
    Set<Integer> notTaken = new HashSet<>();
    for (Item item :
        wechat.sendTemplateMessages(new TemplateMessageBatch(null, entries)).results()) {
      if (item.status() == Status.SENT || item.status() == Status.KEPT) {
        told.add(item.index());
      } else if (item.status() == Status.NOT_TAKEN) {
        notTaken.add(item.index());
      }
    }
    notTaken.forEach(
        index ->
            failures.add(
                new WorkResult.Failure(
                    merchantNos.get(index), "its receivers could not be looked up")));
    return told.size();
  }
}
