package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import me.chanjar.weixin.common.util.crypto.SHA1;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import me.chanjar.weixin.mp.util.crypto.WxMpCryptUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on a real port, with a real MariaDB and Redis, called over HTTP. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.cloud.nacos.discovery.enabled=false",
      "spring.cloud.nacos.config.enabled=false",
      "spring.cloud.nacos.config.import-check.enabled=false",
      "zhaoli.wechat.mp.read-timeout=5s",
      // Most tests ask for the answer to the push itself, from a machine that may be busy.
      "zhaoli.wechat.reply.passive-wait=3s",
      "zhaoli.wechat.chatbot.timeout=4s",
      "zhaoli.wechat.event-sweep-interval=200ms",
      "zhaoli.wechat.event-cleanup-interval=500ms",
      "zhaoli.wechat.scene-cleanup-interval=200ms",
      "zhaoli.wechat.menu-sweep-interval=200ms",
      "zhaoli.wechat.qr-code-sweep-interval=200ms",
      "zhaoli.wechat.follower-cleanup-interval=200ms",
      "zhaoli.wechat.follower-act-interval=200ms",
      "zhaoli.wechat.follower-question-interval=200ms",
      "zhaoli.wechat.follower-sync-sweep-interval=100ms",
      "zhaoli.wechat.follower-change-sweep-interval=200ms",
      "zhaoli.wechat.reply.cleanup-interval=500ms",
      "zhaoli.wechat.reply.adopt-after=300ms",
      "zhaoli.wechat.template.sweep-interval=200ms",
      "zhaoli.wechat.template.usage-interval=200ms",
      "zhaoli.wechat.template.cleanup-interval=500ms"
    })
abstract class RunningService {
  static final String APP_SECRET = "secret-of-the-account";
  static final String TOKEN = "pamtest";
  static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
  static final String APP_ID = "wxb11529c136998cb6";
  static final String SECOND_APP_ID = "wx5ec0nd0000000002";
  static final String SECOND_APP_SECRET = "secret-of-the-second-account";
  static final String SECOND_TOKEN = "t0ken0fTheSecond";
  static final String SECOND_AES_KEY = "0123456789ABCDEFGabcdefghijklmnopqrstuvwxyz";
  static final WechatApi WECHAT = new WechatApi();
  static final MerchantSide MERCHANTS = new MerchantSide();
  static final ChatbotSide CHATBOT = new ChatbotSide();
  static final JsonMapper JSON = JsonMapper.builder().build();

  /** So long WeChat waits for the answer to a push. */
  static final Duration OF_WECHAT = Duration.ofSeconds(5);

  /** What hangs in a test hangs for so long. */
  static final Duration HANGS = Duration.ofMinutes(1);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();
  private static final Path FILES = credentialFiles();

  /** What another instance takes over from the first. */
  private static final List<String> SHARED =
      List.of(
          "ZHAOLI_DB_HOST",
          "ZHAOLI_DB_USER",
          "ZHAOLI_DB_PASSWORD",
          "ZHAOLI_REDIS_HOST",
          "ZHAOLI_REDIS_PASSWORD",
          "ZHAOLI_INTERNAL_KEY",
          "ZHAOLI_ENCRYPTION_KEY",
          "ZHAOLI_ENVIRONMENT",
          "ZHAOLI_CHATBOT_URL",
          "ZHAOLI_SANDBOX_DIR",
          "ZHAOLI_SANDBOX_URL",
          "zhaoli.wechat.follower-sync-sweep-interval",
          "zhaoli.wechat.mp.read-timeout",
          "zhaoli.wechat.reply.passive-wait",
          "zhaoli.wechat.chatbot.timeout",
          "spring.cloud.nacos.discovery.enabled",
          "spring.cloud.nacos.config.enabled",
          "spring.cloud.nacos.config.import-check.enabled",
          "spring.cloud.discovery.client.simple.instances.zhaoli-pay-merchant-service[0].uri");

  private static final String SECOND = "zhaoli.wechat.mp.accounts.second.";
  private static final List<String> SECOND_FILES =
      List.of("app-id", "app-secret", "token", "aes-key");

  @LocalServerPort int port;
  @Autowired InternalToken internalToken;
  @Autowired JdbcTemplate jdbc;
  @Autowired StringRedisTemplate redis;

  /** What the test before left to be tried again would take the faults meant for this one. */
  @BeforeEach
  void olderMessagesAreLetBe() {
    jdbc.update("UPDATE template_message SET next_attempt_at = NULL");
  }

  /** Neither WeChat nor the service knows followers and tags any more, and nothing is under way. */
  void forgetFollowers() {
    WECHAT.followers.reset();
    jdbc.update(
        "UPDATE follower_sync SET status = 'STOPPED', running_app_id = NULL WHERE status = 'RUNNING'");
    jdbc.update("UPDATE follower_change SET status = 'GIVEN_UP' WHERE status = 'RUNNING'");
    jdbc.update("DELETE FROM follower_sync WHERE app_id = ?", SECOND_APP_ID);
    jdbc.update("DELETE FROM wechat_follower_tag");
    jdbc.update("DELETE FROM wechat_follower");
    jdbc.update("DELETE FROM wechat_tag");
  }

  private static Path credentialFiles() {
    try {
      Path files = Files.createTempDirectory("zhaoli-wechat-it");
      Path account = account(files.resolve("wechat-mp"), APP_ID + "\n", APP_SECRET, TOKEN, AES_KEY);
      account(
          files.resolve("second"), SECOND_APP_ID, SECOND_APP_SECRET, SECOND_TOKEN, SECOND_AES_KEY);
      Files.writeString(
          account.resolve("templates.properties"),
          """
          PAYMENT_RESULT=template-of-payments
          ONBOARDING_AUDIT=template-of-audits
          RECEIVER_INVITATION=template-of-invitations
          """);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path account(
      Path directory, String appId, String appSecret, String token, String aesKey)
      throws IOException {
    Path files = Files.createDirectory(directory);
    Files.writeString(files.resolve("app-id.txt"), appId);
    Files.writeString(files.resolve("app-secret.txt"), appSecret);
    Files.writeString(files.resolve("token.txt"), token);
    Files.writeString(files.resolve("aes-key.txt"), aesKey);
    return files;
  }

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    registry.add("ZHAOLI_DB_HOST", () -> TestServers.mariadb().host());
    registry.add("ZHAOLI_DB_PORT", () -> TestServers.mariadb().port());
    registry.add("ZHAOLI_DB_USER", () -> TestServers.mariadb().user());
    registry.add("ZHAOLI_DB_PASSWORD", () -> TestServers.mariadb().password());
    registry.add("ZHAOLI_REDIS_HOST", () -> TestServers.redis().host());
    registry.add("ZHAOLI_REDIS_PORT", () -> TestServers.redis().port());
    registry.add("ZHAOLI_REDIS_PASSWORD", () -> TestServers.redis().password());
    registry.add("ZHAOLI_INTERNAL_KEY", () -> Base64.getEncoder().encodeToString(new byte[32]));
    registry.add(
        "ZHAOLI_ENCRYPTION_KEY", () -> "k1:" + Base64.getEncoder().encodeToString(new byte[32]));
    registry.add("ZHAOLI_ENVIRONMENT", () -> "development");
    registry.add("ZHAOLI_CHATBOT_URL", () -> CHATBOT.uri() + "/api.php");
    registry.add("ZHAOLI_SANDBOX_DIR", FILES::toString);
    registry.add("ZHAOLI_SANDBOX_URL", WECHAT::uri);
    for (String file : SECOND_FILES) {
      String value = FILES.resolve("second").resolve(file + ".txt").toString();
      registry.add(SECOND + file + "-file", () -> value);
    }
    registry.add(SECOND + "original-id", () -> "gh_2");
    registry.add(
        "spring.cloud.discovery.client.simple.instances.zhaoli-pay-merchant-service[0].uri",
        MERCHANTS::uri);
  }

  /** Another instance on the same servers, but for the port of its Redis. */
  static ConfigurableApplicationContext another(Environment first, int redisPort) {
    return another(first, redisPort, TestServers.mariadb().port());
  }

  /** Another instance, but for the ports of its Redis and its database. */
  static ConfigurableApplicationContext another(Environment first, int redisPort, int dbPort) {
    List<String> settings = new ArrayList<>();
    for (String name : SHARED) {
      settings.add("--" + name + "=" + first.getRequiredProperty(name));
    }
    for (String file : SECOND_FILES) {
      String name = SECOND + file + "-file";
      settings.add("--" + name + "=" + first.getRequiredProperty(name));
    }
    settings.add("--server.port=0");
    settings.add("--ZHAOLI_REDIS_PORT=" + redisPort);
    settings.add("--ZHAOLI_DB_PORT=" + dbPort);
    return new SpringApplicationBuilder(WechatMpServiceApplication.class)
        .run(settings.toArray(String[]::new));
  }

  static int portOf(ConfigurableApplicationContext instance) {
    return instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** An answer. */
  record Answer(int status, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String text(String field) {
      return json().path(field).asString("");
    }
  }

  /** An answer, and how long it took. */
  record Timed(Answer answer, Duration took) {
    static Timed of(Supplier<Answer> call) {
      long start = System.nanoTime();
      Answer answer = call.get();
      return new Timed(answer, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /**
   * None of these, which are alike, waited for what hangs, and the service does not take longer
   * than WeChat waits. A busy machine may: it holds up one push more than another.
   */
  static void assertInTime(Timed... alike) {
    assertThat(alike)
        .allSatisfy(push -> assertThat(push.took()).isLessThan(HANGS.dividedBy(3)))
        .anySatisfy(push -> assertThat(push.took()).isLessThan(OF_WECHAT));
  }

  Answer call(String method, String pathAndQuery, @Nullable String type, String body) {
    return call(port, "ADMIN", method, pathAndQuery, type, body);
  }

  /** A request to this or another instance, from an operator of this role. */
  Answer call(
      int instance,
      String role,
      String method,
      String pathAndQuery,
      @Nullable String type,
      String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance + pathAndQuery))
            .timeout(HANGS)
            .header(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway"))
            .header(ZhaoliHeaders.OPERATOR, "opr_test")
            .header(ZhaoliHeaders.OPERATOR_ROLES, role)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Answer get(String pathAndQuery) {
    return call("GET", pathAndQuery, null, "");
  }

  Answer post(String path, Object body) {
    return call("POST", path, "application/json", JSON.writeValueAsString(body));
  }

  static long now() {
    return Instant.now().getEpochSecond();
  }

  /** The query of a push that WeChat signed at this time. */
  static String signed(long timestamp) {
    return signed(TOKEN, timestamp);
  }

  static String signed(String token, long timestamp) {
    String nonce = "n" + UUID.randomUUID().toString().replace("-", "");
    String signature = SHA1.gen(token, String.valueOf(timestamp), nonce);
    return "?signature=" + signature + "&timestamp=" + timestamp + "&nonce=" + nonce;
  }

  Answer push(String xml) {
    return call("POST", "/wechat/portal" + signed(now()), "text/xml", xml);
  }

  static String event(String openid, long at, String event, String rest) {
    return ("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[%s]]></FromUserName>"
            + "<CreateTime>%d</CreateTime><MsgType><![CDATA[event]]></MsgType>"
            + "<Event><![CDATA[%s]]></Event>%s</xml>")
        .formatted(openid, at, event, rest);
  }

  static String scan(String openid, long at, String scene) {
    return event(
        openid,
        at,
        "SCAN",
        "<EventKey><![CDATA[%s]]></EventKey><Ticket>t</Ticket>".formatted(scene));
  }

  static WxMpCryptUtil crypt() {
    return crypt(APP_ID, TOKEN, AES_KEY);
  }

  static WxMpCryptUtil crypt(String appId, String token, String aesKey) {
    WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
    config.setAppId(appId);
    config.setToken(token);
    config.setAesKey(aesKey);
    return new WxMpCryptUtil(config);
  }

  static String encrypt(String xml) {
    return encryptedPartOf(crypt().encrypt(xml));
  }

  static String encryptedPartOf(String envelope) {
    return envelope.substring(
        envelope.indexOf("<Encrypt><![CDATA[") + 18, envelope.indexOf("]]></Encrypt>"));
  }

  /** The query of an encrypted push that WeChat signed now. */
  static String signedEncrypted(String encrypted) {
    String timestamp = String.valueOf(now());
    return "?timestamp=%s&nonce=n&encrypt_type=aes&signature=%s&msg_signature=%s"
        .formatted(
            timestamp, SHA1.gen(TOKEN, timestamp, "n"), SHA1.gen(TOKEN, timestamp, "n", encrypted));
  }

  static String envelope(String encrypted) {
    return "<xml><ToUserName>gh_1</ToUserName><Encrypt>" + encrypted + "</Encrypt></xml>";
  }

  /** A text that this follower wrote; no two are alike. */
  static String written(String openid) {
    return ("<xml><ToUserName>gh_1</ToUserName><FromUserName>%s</FromUserName>"
            + "<CreateTime>%d</CreateTime><MsgType>text</MsgType><Content>%s</Content>"
            + "<MsgId>%d</MsgId></xml>")
        .formatted(
            openid, now(), UUID.randomUUID(), UUID.randomUUID().getMostSignificantBits() >>> 1);
  }

  /** Registers a QR code and answers its scene. */
  String newScene(String businessId) {
    return newScene("ONBOARDING", businessId);
  }

  String newScene(String purpose, String businessId) {
    Answer answer =
        post(
            "/internal/v1/qr-codes",
            Map.of("purpose", purpose, "businessId", businessId, "expireSeconds", 2_592_000));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.text("scene");
  }

  static String openid() {
    return "o" + UUID.randomUUID().toString().replace("-", "").substring(0, 27);
  }

  static <T> List<T> atOnce(int callers, Callable<T> call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : pool.invokeAll(Collections.nCopies(callers, call))) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
