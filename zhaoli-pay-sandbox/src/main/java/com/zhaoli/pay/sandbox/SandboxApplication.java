package com.zhaoli.pay.sandbox;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The sandbox as a process of its own. It needs no other server, Nacos included. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SandboxApplication {
  public static void main(String[] args) {
    SpringApplication.run(SandboxApplication.class, args);
  }
}
