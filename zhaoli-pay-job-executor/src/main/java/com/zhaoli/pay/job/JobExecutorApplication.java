package com.zhaoli.pay.job;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.notify.NotifyWorkApi;
import com.zhaoli.pay.common.client.payment.PaymentWorkApi;
import com.zhaoli.pay.common.client.payment.ReconcileInternalApi;
import com.zhaoli.pay.common.client.payment.StatementInternalApi;
import com.zhaoli.pay.common.client.wechat.FollowerInternalApi;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import org.apache.ibatis.annotations.Mapper;
import org.mybatis.spring.annotation.MapperScan;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;

/** Job handlers, driven by an XXL-JOB admin. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableFeignClients(
    clients = {
      PaymentWorkApi.class,
      NotifyWorkApi.class,
      ReconcileInternalApi.class,
      StatementInternalApi.class,
      MerchantInternalApi.class,
      WechatInternalApi.class,
      FollowerInternalApi.class
    })
@MapperScan(basePackages = "com.zhaoli.pay.job", annotationClass = Mapper.class)
public class JobExecutorApplication {

  public static void main(String[] args) {
    SpringApplication.run(JobExecutorApplication.class, args);
  }
}
