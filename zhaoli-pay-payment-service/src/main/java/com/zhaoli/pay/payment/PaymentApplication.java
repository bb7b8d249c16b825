package com.zhaoli.pay.payment;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.notify.NotifyInternalApi;
import com.zhaoli.pay.common.work.KeyedWorkController;
import com.zhaoli.pay.common.work.RetentionWork;
import org.apache.ibatis.annotations.Mapper;
import org.mybatis.spring.annotation.MapperScan;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** payment-service: takes orders, talks to the wallets, and never loses what they say. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import({KeyedWorkController.class, RetentionWork.class})
@EnableFeignClients(clients = {MerchantInternalApi.class, NotifyInternalApi.class})
@MapperScan(annotationClass = Mapper.class)
public class PaymentApplication {

  public static void main(String[] args) {
    SpringApplication.run(PaymentApplication.class, args);
  }
}
