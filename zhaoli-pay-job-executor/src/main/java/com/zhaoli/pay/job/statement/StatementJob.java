package com.zhaoli.pay.job.statement;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.payment.PaymentWorkApi;
import com.zhaoli.pay.common.client.payment.StatementInternalApi;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import com.zhaoli.pay.job.executor.JobHandler;
import com.zhaoli.pay.job.run.KeyedJob;
import com.zhaoli.pay.job.run.Runs;
import com.zhaoli.pay.job.run.Work;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The daily statement, once for each day. */
@Configuration(proxyBeanMethods = false)
class StatementJob {
  /** Their messages are one call. */
  private static final int MERCHANTS = 50;

  @Bean
  Work dailyStatementWork(
      PaymentWorkApi payments,
      StatementInternalApi statements,
      MerchantInternalApi merchants,
      WechatInternalApi wechat) {
    return new Work(
        "dailyStatement",
        new DailyStatements(payments, statements, merchants, wechat),
        PaymentWorkApi.DAY_MERCHANTS,
        MERCHANTS,
        true);
  }

  @Bean
  JobHandler dailyStatement(Work dailyStatementWork, Runs runs) {
    return new KeyedJob(dailyStatementWork, runs);
  }
}
