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
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One walk: from a merchant that scans a QR code to its webhook and its WeChat message. */
final class DemoRun {
  private static final Duration STEP_LIMIT = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 100;
  private static final int AMOUNT_FEN = 1_800;

  private final PlatformAddresses platform;
  private final Clock clock;
  private final PrintStream out;
  private final JsonHttp http = new JsonHttp();
  private final SecureRandom random = new SecureRandom();
  private final long begun = System.nanoTime();
  private int step;

  DemoRun(PlatformAddresses platform, Clock clock, PrintStream out) {
    this.platform = platform;
    this.clock = clock;
    this.out = out;
  }

  void walk(String channel) {
    String openid = "o" + HexFormat.of().formatHex(randomBytes(13)) + "Z";
    String qrToken = scanOnboardingCode(openid);
    apply(qrToken);
    String operatorToken = approve(qrToken);
    MerchantCredentials merchant = takeCredentials(qrToken);
    startShop(merchant);

    Answer order =
        expect(
            201,
            "The shop sells a coffee and asks for a payment code through the starter",
            () ->
                http.post(
                    at(platform.demoShop(), "/orders"),
                    Map.of("subject", "拿铁咖啡 Latte", "amount", AMOUNT_FEN, "channel", channel)));
    String orderNo = order.text("orderNo");
    String paymentNo = order.text("paymentNo");
    print("orderNo " + orderNo + ", paymentNo " + paymentNo + ", code " + order.text("codeUrl"));

    long paidAt = System.nanoTime();
    expect(
        200,
        "The payer scans the code and pays at the sandbox (" + channel + ")",
        () ->
            http.post(
                at(platform.sandbox(), "/sandbox/v1/pay"),
                Map.of("codeUrl", order.text("codeUrl"))));
    Answer paid =
        await(
            "The channel's signed callback arrives; the shop gets its webhook",
            () -> http.get(at(platform.demoShop(), "/orders/" + orderNo)),
            answer -> "PAID".equals(answer.text("status")) && hasVerifiedWebhook(answer));
    long webhookMillis = millisSince(paidAt);
    print("order " + paid.text("status") + ", webhook " + paid.body().get("webhooks").get(0));

    Answer queried = query(merchant, paymentNo);
    print(
        "the open API says "
            + queried.text("status")
            + ", channel number "
            + queried.text("channelTradeNo"));

    Answer messages =
        await(
            "The official account's template message reaches the merchant's phone",
            () -> http.get(at(platform.sandbox(), "/sandbox/v1/wechat/messages?openid=" + openid)),
            answer -> answer.text().contains(paid.text("outTradeNo")));
    long templateMillis = millisSince(paidAt);
    print(String.valueOf(messageAbout(messages, paid.text("outTradeNo"))));

    writeDemoFile(merchant, openid, operatorToken, paymentNo);
    out.println();
    out.printf(
        "paid, webhook verified, template message delivered (webhook %d ms and message %d ms after the payer paid; %d ms in all)%n",
        webhookMillis, templateMillis, millisSince(begun));
  }

  private String scanOnboardingCode(String openid) {
    Answer session =
        expect(
            201,
            "A merchant opens the onboarding page and gets a QR code of the official account",
            () -> http.post(at(platform.gateway(), "/onboarding/v1/sessions"), null));
    String qrToken = session.text("qrToken");
    print("qrToken " + qrToken + ", QR code " + session.text("qrCodeUrl"));
    expect(
        200,
        "The merchant scans it in WeChat",
        () ->
            http.post(
                at(platform.sandbox(), "/sandbox/v1/wechat/scan"),
                Map.of("ticket", session.text("ticket"), "openid", openid)));
    Answer scanned = awaitOnboarding("The page learns of the scan", qrToken, "SCANNED");
    print("status " + scanned.text("status") + ", openid " + openid + " bound");
    return qrToken;
  }

  private void apply(String qrToken) {
    String creditCode = CreditCodes.random(random);
    Answer applied =
        expect(
            201,
            "The merchant fills in the form",
            () ->
                http.post(
                    at(platform.gateway(), "/onboarding/v1/sessions/" + qrToken + "/application"),
                    Map.of(
                        "creditCode",
                        creditCode,
                        "name",
                        "晨光咖啡 " + creditCode.substring(12),
                        "contactName",
                        "王小明",
                        "contactPhone",
                        "13800138000")));
    print("merchant " + applied.text("merchantNo") + ", " + applied.text("status"));
  }

  private String approve(String qrToken) {
    String password = System.getenv("ZHAOLI_FIRST_OPERATOR_PASSWORD");
    if (password == null || password.isBlank()) {
      throw new DemoFailure(
          "ZHAOLI_FIRST_OPERATOR_PASSWORD is not set; start the demo with ./zhaoli demo.");
    }
    Answer login =
        expect(
            201,
            "An operator logs in",
            () ->
                http.post(
                    at(platform.gateway(), "/ops/v1/sessions"),
                    Map.of("username", "admin", "password", password)));
    String token = login.text("token");
    print("roles " + login.body().get("roles") + ", until " + login.text("expiresAt"));
    String merchantNo = onboarding(qrToken).text("merchantNo");
    Answer approved =
        expect(
            200,
            "The operator approves the merchant",
            () ->
                http.post(
                    at(platform.gateway(), "/ops/v1/merchants/" + merchantNo + "/approve"),
                    Map.of("Authorization", "Bearer " + token),
                    null));
    print("merchant " + merchantNo + ", " + approved.text("status"));
    return token;
  }

  private MerchantCredentials takeCredentials(String qrToken) {
    awaitOnboarding("The page learns of the approval", qrToken, "APPROVED");
    Answer shown =
        expect(
            200,
            "The merchant sees its app id and keys, once",
            () ->
                http.post(
                    at(platform.gateway(), "/onboarding/v1/sessions/" + qrToken + "/credentials"),
                    null));
    MerchantCredentials merchant =
        new MerchantCredentials(
            shown.text("merchantNo"),
            shown.text("appId"),
            shown.text("keyId"),
            shown.text("appSecret"),
            shown.text("salt"),
            shown.text("signType"),
            shown.text("webhookSecret"));
    print("appId " + merchant.appId() + ", keyId " + merchant.keyId() + ", secrets not printed");
    return merchant;
  }

  /** The shop is a program of the merchant's: it gets the keys as its configuration and starts. */
  private void startShop(MerchantCredentials merchant) {
    say("The merchant's shop starts with these keys");
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
    command("restart", "demo-shop");
    print("shop at " + platform.demoShop());
  }

  private void command(String... arguments) {
    String script = System.getenv("ZHAOLI_SCRIPT");
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(script == null ? "./zhaoli" : script);
    builder.command().addAll(List.of(arguments));
    try {
      Path log = Files.createTempFile("zhaoli-demo", ".log");
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      boolean ended = process.waitFor(120, TimeUnit.SECONDS);
      String output = Files.readString(log);
      Files.deleteIfExists(log);
      if (!ended) {
        process.destroy();
      }
      if (!ended || process.exitValue() != 0) {
        throw new DemoFailure(String.join(" ", builder.command()) + " failed:\n" + output);
      }
    } catch (IOException e) {
      throw new DemoFailure("The script cannot be started: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("Interrupted", e);
    }
  }

  private Answer query(MerchantCredentials merchant, String paymentNo) {
    String path = "/openapi/v1/payments/" + paymentNo;
    return expect(
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
    throw new DemoFailure("There is no message about " + outTradeNo + ": " + messages.text());
  }

  private Answer onboarding(String qrToken) {
    return http.get(at(platform.gateway(), "/onboarding/v1/sessions/" + qrToken));
  }

  private Answer awaitOnboarding(String what, String qrToken, String status) {
    return await(what, () -> onboarding(qrToken), answer -> status.equals(answer.text("status")));
  }

  private Answer expect(int status, String what, Supplier<Answer> call) {
    say(what);
    Answer answer = call.get();
    if (answer.status() != status) {
      throw new DemoFailure(
          what + ": expected HTTP " + status + ", got " + answer.status() + " " + answer.text());
    }
    return answer;
  }

  private Answer await(String what, Supplier<Answer> call, Predicate<Answer> condition) {
    say(what);
    long deadline = System.nanoTime() + STEP_LIMIT.toNanos();
    Answer answer = call.get();
    while (answer.status() != 200 || !condition.test(answer)) {
      if (System.nanoTime() > deadline) {
        throw new DemoFailure(
            what
                + ": not within "
                + STEP_LIMIT.toSeconds()
                + " s; last answer HTTP "
                + answer.status()
                + " "
                + answer.text());
      }
      pause();
      answer = call.get();
    }
    return answer;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("Interrupted", e);
    }
  }

  private void writeDemoFile(
      MerchantCredentials merchant, String openid, String operatorToken, String paymentNo) {
    Map<String, String> demo = new LinkedHashMap<>();
    demo.put("gateway", platform.gateway().toString());
    demo.put("merchantNo", merchant.merchantNo());
    demo.put("appId", merchant.appId());
    demo.put("keyId", merchant.keyId());
    demo.put("appSecret", merchant.appSecret());
    demo.put("salt", merchant.salt());
    demo.put("signType", merchant.signType());
    demo.put("webhookSecret", merchant.webhookSecret());
    demo.put("openid", openid);
    demo.put("operatorToken", operatorToken);
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
        throw new DemoFailure("No directory for " + file);
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
      throw new DemoFailure("Cannot write " + file + ": " + e, e);
    }
  }

  private void say(String what) {
    step++;
    out.printf("%2d. %s%n", step, what);
  }

  private void print(String result) {
    out.println("    " + result);
  }

  private static long millisSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static URI at(URI base, String path) {
    return base.resolve(path);
  }
}
