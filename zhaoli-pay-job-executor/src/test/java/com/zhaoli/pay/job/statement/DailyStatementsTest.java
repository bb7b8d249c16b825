package com.zhaoli.pay.job.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.common.client.job.WorkResult;
import com.zhaoli.pay.common.client.job.WorkScope;
import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.merchant.MerchantName;
import com.zhaoli.pay.common.client.payment.DayTotals;
import com.zhaoli.pay.common.client.payment.DayTotalsRequest;
import com.zhaoli.pay.common.client.payment.PaymentWorkApi;
import com.zhaoli.pay.common.client.payment.StatementInternalApi;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.TemplateMessageBatch;
import com.zhaoli.pay.common.client.wechat.TemplateMessageBatch.Entry;
import com.zhaoli.pay.common.client.wechat.TemplateMessageBatchResult;
import com.zhaoli.pay.common.client.wechat.TemplateMessageBatchResult.Item;
import com.zhaoli.pay.common.client.wechat.TemplateMessageBatchResult.Status;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import feign.FeignException;
import feign.Request;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DailyStatementsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
  private static final WorkScope SCOPE = new WorkScope(Instant.EPOCH, DAY);

  private final StatementInternalApi statements = mock(StatementInternalApi.class);
  private final MerchantInternalApi merchants = mock(MerchantInternalApi.class);
  private final WechatInternalApi wechat = mock(WechatInternalApi.class);
  private final DailyStatements work =
      new DailyStatements(mock(PaymentWorkApi.class), statements, merchants, wechat);

  @Test
  void manyMerchantsAreToldWithOneCall() {
    totals(new DayTotals("mch_1", 2, 123_456, 1, 56), new DayTotals("mch_2", 1, 100, 0, 0));
    name("mch_1", "a shop");
    name("mch_2", "another shop");
    answered(
        new Item(0, "2026-01-31:mch_1", Status.SENT, "tpl_1", null),
        new Item(0, "2026-01-31:mch_1", Status.KEPT, "tpl_2", null),
        new Item(1, "2026-01-31:mch_2", Status.NOBODY, null, null));

    assertThat(batch("mch_1", "mch_2")).isEqualTo(new WorkResult(2, 1, List.of()));
    verify(wechat)
        .sendTemplateMessages(
            new TemplateMessageBatch(
                null,
                List.of(
                    new Entry(
                        "2026-01-31:mch_1",
                        MessageScene.DAILY_STATEMENT,
                        null,
                        "mch_1",
                        Map.of(
                            "merchantName", "a shop",
                            "day", "2026-01-31",
                            "received", "¥1234.56",
                            "payments", "2",
                            "refunded", "¥0.56")),
                    new Entry(
                        "2026-01-31:mch_2",
                        MessageScene.DAILY_STATEMENT,
                        null,
                        "mch_2",
                        Map.of(
                            "merchantName", "another shop",
                            "day", "2026-01-31",
                            "received", "¥1.00",
                            "payments", "1",
                            "refunded", "¥0.00")))));
  }

  @Test
  void aMerchantWhoseReceiversAreNotKnownNowFailsAndIsDoneAgain() {
    totals(new DayTotals("mch_1", 1, 100, 0, 0));
    name("mch_1", "a shop");
    answered(new Item(0, "2026-01-31:mch_1", Status.NOT_TAKEN, null, null));
    assertThat(batch("mch_1").failures())
        .containsExactly(new WorkResult.Failure("mch_1", "its receivers could not be looked up"));
  }

  @Test
  void aMerchantWithoutANameFailsAloneAndNothingIsSentForIt() {
    totals(new DayTotals("mch_1", 1, 100, 0, 0));
    when(merchants.merchantName("mch_1"))
        .thenThrow(
            new FeignException.NotFound(
                "no merchant",
                Request.create(
                    Request.HttpMethod.GET, "http://merchant", Map.of(), null, null, null),
                null,
                null));
    assertThat(batch("mch_1").failures())
        .containsExactly(
            new WorkResult.Failure("mch_1", "merchant-service answered 404 for its name"));
    verifyNoInteractions(wechat);
  }

  private WorkResult batch(String... merchantNos) {
    return work.batch("day-merchants", new WorkBatch(SCOPE, List.of(merchantNos), false));
  }

  private void totals(DayTotals... totals) {
    when(statements.totals(any(DayTotalsRequest.class))).thenReturn(List.of(totals));
  }

  private void name(String merchantNo, String name) {
    when(merchants.merchantName(merchantNo)).thenReturn(new MerchantName(merchantNo, name));
  }

  private void answered(Item... items) {
    when(wechat.sendTemplateMessages(any()))
        .thenReturn(new TemplateMessageBatchResult(List.of(items)));
  }
}
