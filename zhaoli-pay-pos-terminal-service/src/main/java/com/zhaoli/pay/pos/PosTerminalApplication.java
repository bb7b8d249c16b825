package com.zhaoli.pay.pos;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.payment.PosPaymentInternalApi;
import com.zhaoli.pay.common.client.payment.StoreInternalApi;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Terminals in merchants' stores. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
@EnableFeignClients(
    clients = {PosPaymentInternalApi.class, StoreInternalApi.class, MerchantInternalApi.class})
public class PosTerminalApplication {

  public static void main(String[] args) {
    SpringApplication.run(PosTerminalApplication.class, args);
  }
}
