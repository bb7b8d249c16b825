package com.zhaoli.pay.notify;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import com.zhaoli.pay.common.work.KeyedWorkController;
import com.zhaoli.pay.common.work.RetentionWork;
import org.apache.ibatis.annotations.Mapper;
import org.mybatis.spring.annotation.MapperScan;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/** zhaoli-pay-notify-consumer: template messages, webhooks, retries, dead letters, delivery log. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableAsync
@EnableScheduling
@Import({KeyedWorkController.class, RetentionWork.class})
@EnableFeignClients(clients = {MerchantInternalApi.class, WechatInternalApi.class})
@MapperScan(basePackages = "com.zhaoli.pay.notify", annotationClass = Mapper.class)
public class NotifyApplication {
  public static void main(String[] args) {
    SpringApplication.run(NotifyApplication.class, args);
  }
}
