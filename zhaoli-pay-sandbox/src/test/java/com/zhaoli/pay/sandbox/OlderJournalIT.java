package com.zhaoli.pay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.sandbox.support.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

/** What a sandbox from before barcodes and refunds wrote, read by this one. */
class OlderJournalIT {
  @TempDir Path directory;

  @Test
  void itsOrdersCanBePaidAndItsNotifiesGoOn() throws IOException {
    Platform platform = new Platform();
    String notifyUrl = platform.url() + "/callback";
    Files.writeString(
        directory.resolve("state.jsonl"),
        """
        {"map":"orders","key":"ALIPAY:open","value":{"channel":"ALIPAY","channelOrderNo":"open",\
        "codeUrl":"https://qr.alipay.com/bax1","amountFen":100,"subject":"tea","attach":null,\
        "notifyUrl":"NOTIFY","verifyingSerial":null,"state":"CREATED","channelTradeNo":null,\
        "buyer":null,"createdAt":"2026-01-01T00:00:00Z","expiresAt":"2099-01-01T00:00:00Z",\
        "paidAt":null,"closedAt":null}}
        {"map":"orders","key":"ALIPAY:paid","value":{"channel":"ALIPAY","channelOrderNo":"paid",\
        "codeUrl":"https://qr.alipay.com/bax2","amountFen":200,"subject":"tea","attach":null,\
        "notifyUrl":"NOTIFY","verifyingSerial":null,"state":"PAID",\
        "channelTradeNo":"2026010122001000000000000001","buyer":"lily",\
        "createdAt":"2026-01-01T00:00:00Z","expiresAt":"2099-01-01T00:00:00Z",\
        "paidAt":"2026-01-01T00:01:00Z","closedAt":null}}
        {"map":"notifies","key":"ALIPAY:paid","value":{"notifyId":"n1","orderKey":"ALIPAY:paid",\
        "state":"PENDING","attempts":1,"nextAt":"2026-01-01T00:05:00Z","lastAnswer":"HTTP 500 "}}
        {"map":"followers","key":"lily","value":{"openid":"lily","follows":true,\
        "since":"2026-01-01T00:00:00Z"}}
        """
            .replace("NOTIFY", notifyUrl));

    try (ConfigurableApplicationContext sandbox =
        SpringApplication.run(
            SandboxApplication.class,
            "--server.port=0",
            "--zhaoli.sandbox.dir=" + directory,
            "--zhaoli.sandbox.public-url=" + platform.url())) {
      await().until(() -> platform.at("/callback").size() == 1);
      assertThat(platform.at("/callback").get(0).form())
          .containsEntry("out_trade_no", "paid")
          .containsEntry("notify_id", "n1");

      RestClient http =
          RestClient.create(
              "http://127.0.0.1:" + sandbox.getEnvironment().getProperty("local.server.port"));
      http.post()
          .uri("/sandbox/v1/pay")
          .body(Map.of("codeUrl", "https://qr.alipay.com/bax1"))
          .retrieve()
          .toBodilessEntity();
      await().until(() -> platform.at("/callback").size() == 2);
      String ledger = http.get().uri("/sandbox/v1/ledger").retrieve().body(String.class);
      assertThat(ledger).contains("\"open\"", "\"paid\"").doesNotContain("CREATED");
      http.post()
          .uri("/sandbox/v1/wechat/unfollow")
          .body(Map.of("openid", "lily"))
          .retrieve()
          .toBodilessEntity();
    }
  }
}
