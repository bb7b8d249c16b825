package com.zhaoli.pay.job;

import com.zhaoli.pay.common.client.payment.PaymentInternalApi;
import com.zhaoli.pay.common.client.payment.ReconcileInternalApi;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;

/** Job handlers, driven by an XXL-JOB admin. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableFeignClients(clients = {PaymentInternalApi.class, ReconcileInternalApi.class})
public class JobExecutorApplication {

  public static void main(String[] args) {
    SpringApplication.run(JobExecutorApplication.class, args);
  }
}
