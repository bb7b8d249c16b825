package com.zhaoli.pay.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What libraries would write into the log of a service. */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@ExtendWith(OutputCaptureExtension.class)
class LogSecretsTest {
  @Test
  void requestsToNacosHaveItsTokenAndStandInNoLog(CapturedOutput output) {
    LoggerFactory.getLogger("com.alibaba.nacos.common.remote.client")
        .error("Send request fail, request = {}", "InstanceRequest{headers={accessToken=abc}}");

    assertThat(output).doesNotContain("accessToken");
  }

  @Test
  void thatNacosDoesNotAnswerStandsThere(CapturedOutput output) {
    LoggerFactory.getLogger("com.alibaba.nacos.common.remote.client.grpc.GrpcClient")
        .error("Server check fail, please check server {}", "127.0.0.1");

    assertThat(output).contains("Server check fail, please check server 127.0.0.1");
  }

  @SpringBootConfiguration
  static class App {}
}
