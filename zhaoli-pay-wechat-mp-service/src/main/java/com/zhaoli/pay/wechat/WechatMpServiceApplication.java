package com.zhaoli.pay.wechat;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The one place from which the WeChat official account is run. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableFeignClients(clients = MerchantInternalApi.class)
@EnableScheduling
public class WechatMpServiceApplication {

  public static void main(String[] args) {
    SpringApplication.run(WechatMpServiceApplication.class, args);
  }
}
