package com.zhaoli.pay.e2e;

import com.zhaoli.pay.e2e.JsonHttp.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One walk: from a merchant that scans a QR code to its webhook and its WeChat message. */
final class DemoRun {

  private final PlatformAddresses platform;
  private final Clock clock;
  private final PrintStream out;
  private final JsonHttp http = new JsonHttp();
  private final Script script = Script.of(System.getenv());
  private final Steps steps;
  private final long begun = System.nanoTime();

  DemoRun(PlatformAddresses platform, Clock clock, PrintStream out) {
    this.platform = platform;
    this.clock = clock;
    this.out = out;
    this.steps = new Steps(out);
  }

  void walk(String channel) {
    Onboarding.Joined joined =
        new Onboarding(platform, http, steps, new SecureRandom()).join(operatorPassword());
    MerchantCredentials merchant = joined.credentials();
    startShop(merchant);

    Answer order =
        steps.expect(
            201,
            "The shop sells a coffee and asks for a payment code through the starter",
            () ->
                http.post(
                    at(platform.demoShop(), "/orders"),
                    Map.of(
                        "items",
                        List.of(Map.of("goodsId", "latte", "quantity", 1)),
                        "payBy",
                        channel)));
    String orderNo = order.text("orderNo");
    String paymentNo = order.text("paymentNo");
    steps.print(
        "orderNo " + orderNo + ", paymentNo " + paymentNo + ", code " + order.text("codeUrl"));

    long paidAt = System.nanoTime();
    steps.expect(
        200,
        "The payer scans the code and pays at the sandbox (" + channel + ")",
        () ->
            http.post(
                at(platform.sandbox(), "/sandbox/v1/pay"),
                Map.of("codeUrl", order.text("codeUrl"))));
    Answer paid =
        steps.await(
            "The channel's signed callback arrives; the shop gets its webhook",
            () -> http.get(at(platform.demoShop(), "/orders/" + orderNo)),
            answer -> "PAID".equals(answer.text("status")) && hasVerifiedWebhook(answer));
    long webhookMillis = millisSince(paidAt);
    steps.print("order " + paid.text("status") + ", webhook " + paid.body().get("webhooks").get(0));

    Answer queried = query(merchant, paymentNo);
    steps.print(
        "the open API says "
            + queried.text("status")
            + ", channel number "
            + queried.text("channelTradeNo"));

    Answer messages =
        steps.await(
            "The official account's template message reaches the merchant's phone",
            () ->
                http.get(
                    at(
                        platform.sandbox(),
                        "/sandbox/v1/wechat/messages?openid=" + joined.openid())),
            answer -> answer.text().contains(paid.text("outTradeNo")));
    long templateMillis = millisSince(paidAt);
    steps.print(String.valueOf(messageAbout(messages, paid.text("outTradeNo"))));

    writeDemoFile(joined, paymentNo);
    out.println();
    out.printf(
        "paid, webhook verified, template message delivered (webhook %d ms and message %d ms after the payer paid; %d ms in all)%n",
        webhookMillis, templateMillis, millisSince(begun));
  }

  private static String operatorPassword() {
    String password = System.getenv("ZHAOLI_FIRST_OPERATOR_PASSWORD");
    if (password == null || password.isBlank()) {
      throw new StepFailure(
          "ZHAOLI_FIRST_OPERATOR_PASSWORD is not set; start the demo with ./zhaoli demo.");
    }
    return password;
  }

  /** The shop is a program of the merchant's: it gets the keys as its configuration and starts. */
  private void startShop(MerchantCredentials merchant) {
    steps.say("The merchant's shop starts with these keys");
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("ZHAOLI_PAY_GATEWAY_URL", platform.gateway().toString());
    settings.put("ZHAOLI_PAY_APP_ID", merchant.appId());
    settings.put("ZHAOLI_PAY_APP_KEY", merchant.keyId());
    settings.put("ZHAOLI_PAY_APP_SECRET", merchant.appSecret());
    settings.put("ZHAOLI_PAY_SALT", merchant.salt());
    settings.put("ZHAOLI_PAY_SIGN_TYPE", merchant.signType());
    settings.put("ZHAOLI_PAY_WEBHOOK_SECRET", merchant.webhookSecret());
    settings.put("ZHAOLI_PAY_NOTIFY_URL", platform.demoShop() + "/zhaoli/webhooks");
    StringBuilder file = new StringBuilder();
    settings.forEach((name, value) -> file.append(name).append("='").append(value).append("'\n"));
    writePrivately(platform.runDirectory().resolve("shop.env"), file.toString());
    script.run("restart", "demo-shop");
    steps.print("shop at " + platform.demoShop());
  }

  private Answer query(MerchantCredentials merchant, String paymentNo) {
    String path = "/openapi/v1/payments/" + paymentNo;
    return steps.expect(
        200,
        "The merchant asks the open API with a signature of its own",
        () ->
            http.get(
                at(platform.gateway(), path),
                merchant.sign(clock, "GET", path, null, new byte[0])));
  }

  private static boolean hasVerifiedWebhook(Answer order) {
    for (JsonNode webhook : order.body().get("webhooks")) {
      if (webhook.path("verified").asBoolean(false)
          && "payment.succeeded".equals(webhook.path("type").asString(""))) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode messageAbout(Answer messages, String outTradeNo) {
    for (JsonNode message : messages.body().path("messages")) {
      if (message.toString().contains(outTradeNo)) {
        return message;
      }
    }
    throw new StepFailure("There is no message about " + outTradeNo + ": " + messages.text());
  }

  private void writeDemoFile(Onboarding.Joined joined, String paymentNo) {
    MerchantCredentials merchant = joined.credentials();
    Map<String, String> demo = new LinkedHashMap<>();
    demo.put("gateway", platform.gateway().toString());
    demo.put("merchantNo", merchant.merchantNo());
    demo.put("appId", merchant.appId());
    demo.put("keyId", merchant.keyId());
    demo.put("appSecret", merchant.appSecret());
    demo.put("salt", merchant.salt());
    demo.put("signType", merchant.signType());
    demo.put("webhookSecret", merchant.webhookSecret());
    demo.put("openid", joined.openid());
    demo.put("operatorToken", joined.operatorToken());
    demo.put("paymentNo", paymentNo);
    writePrivately(
        platform.runDirectory().resolve("demo.json"),
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(demo) + "\n");
  }

  /** The file is readable by its owner only from its first byte on. */
  private static void writePrivately(Path file, String content) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent == null) {
        throw new StepFailure("No directory for " + file);
      }
      Path temporary =
          Files.createTempFile(
              parent,
              ".demo",
              null,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(temporary, content, StandardCharsets.UTF_8);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StepFailure("Cannot write " + file + ": " + e, e);
    }
  }

  private static long millisSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }

  private static URI at(URI base, String path) {
    return base.resolve(path);
  }
}
