package com.zhaoli.pay.pos;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Terminals in merchants' stores. */
@SpringBootApplication
public class PosTerminalApplication {

  public static void main(String[] args) {
    SpringApplication.run(PosTerminalApplication.class, args);
  }
}
