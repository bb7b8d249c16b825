package com.zhaoli.pay.merchant;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Onboarding, audit, apps and keys, operators. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableFeignClients(
    clients = {
      com.zhaoli.pay.common.client.wechat.WechatInternalApi.class,
      com.zhaoli.pay.common.client.notify.NotifyInternalApi.class
    })
@EnableScheduling
public class MerchantServiceApplication {

  public static void main(String[] args) {
    SpringApplication.run(MerchantServiceApplication.class, args);
  }
}
