package com.zhaoli.pay.job.jobs;

import com.zhaoli.pay.common.client.notify.NotifyWorkApi;
import com.zhaoli.pay.common.client.payment.PaymentWorkApi;
import com.zhaoli.pay.job.executor.JobHandler;
import com.zhaoli.pay.job.run.KeyedJob;
import com.zhaoli.pay.job.run.Runs;
import com.zhaoli.pay.job.run.Work;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One work and one handler for each job. The batches are of some seconds' work each. */
@Configuration(proxyBeanMethods = false)
class Jobs {
  /** A question takes a tenth of a second or so. */
  private static final int QUESTIONS = 20;

  /** Only the database is asked. */
  private static final int ROWS = 100;

  @Bean
  Work paymentStatusSyncWork(PaymentWorkApi payments) {
    return new Work("paymentStatusSync", payments, PaymentWorkApi.STATUS_SYNC, QUESTIONS, false);
  }

  @Bean
  JobHandler paymentStatusSync(Work paymentStatusSyncWork, Runs runs) {
    return new KeyedJob(paymentStatusSyncWork, runs);
  }

  @Bean
  Work expiredOrderCloseWork(PaymentWorkApi payments) {
    return new Work("expiredOrderClose", payments, PaymentWorkApi.EXPIRED_CLOSE, ROWS, false);
  }

  @Bean
  JobHandler expiredOrderClose(Work expiredOrderCloseWork, Runs runs) {
    return new KeyedJob(expiredOrderCloseWork, runs);
  }

  @Bean
  Work webhookCompensationWork(NotifyWorkApi notify) {
    return new Work("webhookCompensation", notify, NotifyWorkApi.WEBHOOK_COMPENSATION, ROWS, false);
  }

  @Bean
  JobHandler webhookCompensation(Work webhookCompensationWork, Runs runs) {
    return new KeyedJob(webhookCompensationWork, runs);
  }
}
