package com.zhaoli.pay.job.retention;

import com.zhaoli.pay.common.client.notify.NotifyWorkApi;
import com.zhaoli.pay.common.client.payment.PaymentWorkApi;
import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.common.work.KeyedWorkController;
import com.zhaoli.pay.common.work.RetentionWork;
import com.zhaoli.pay.job.executor.JobHandler;
import com.zhaoli.pay.job.run.KeyedJob;
import com.zhaoli.pay.job.run.Runs;
import com.zhaoli.pay.job.run.Work;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tables of payment-service and notify-consumer, and our own. */
@Configuration(proxyBeanMethods = false)
class RetentionJob {

  @Bean
  Work retentionWork(PaymentWorkApi payments, NotifyWorkApi notify, List<Cleaning> own) {
    return new Work(
        "retention",
        new AllTables(
            Map.of(
                "payment", payments,
                "notify", notify,
                "job", new KeyedWorkController(List.of(new RetentionWork(own))))),
        PaymentWorkApi.RETENTION,
        1,
        false);
  }

  @Bean
  JobHandler retention(Work retentionWork, Runs runs) {
    return new KeyedJob(retentionWork, runs);
  }
}
