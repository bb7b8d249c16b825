package com.zhaoli.pay.demoshop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the shop. */
@SpringBootApplication
public class DemoShopApplication {

  public static void main(String[] args) {
    SpringApplication.run(DemoShopApplication.class, args);
  }
}
