package com.zhaoli.pay.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;

class KeysIT extends RunningService {
  @Autowired StringRedisTemplate redis;

  @Test
  void aNewKeyWorksBesideTheOldOneForADayUnlessAskedOtherwise() {
    Shop shop = shop();

    Answer rotated = shop.call(post("/openapi/v1/keys")).send();

    assertThat(rotated.status()).isEqualTo(201);
    assertThat(rotated.header("Cache-Control")).isEqualTo("no-store");
    assertThat(rotated.text("keyId")).isEqualTo("key_2");
    assertThat(Duration.between(Instant.now(), Instant.parse(rotated.text("replacedKeysEndAt"))))
        .isBetween(Duration.ofHours(23), Duration.ofHours(24));
    assertThat(shop.atGateway("key_1").json().path("enabled").asBoolean()).isTrue();
    assertThat(shop.atGateway("key_2").json().path("enabled").asBoolean()).isTrue();
    assertThat(shop.atGateway("key_2").text("appSecret"))
        .isEqualTo(rotated.text("appSecret"))
        .isNotEqualTo(shop.atGateway("key_1").text("appSecret"))
        .hasSize(43);
    JsonNode keys = shop.call(get("/openapi/v1/keys")).send().json();
    assertThat(keys.path("items").get(0).toString())
        .contains("\"keyId\":\"key_2\",\"status\":\"ACTIVE\"")
        .doesNotContain("expiresAt");
    assertThat(keys.path("items").get(1).path("expiresAt").asString(""))
        .isEqualTo(rotated.text("replacedKeysEndAt"));
    assertThat(keys.toString()).doesNotContain("ecret", rotated.text("appSecret"));
    assertThat(actionsOn(shop.appId)).containsExactly("KEY_ROTATED");
  }

  @Test
  void withoutAnOverlapAllEarlierKeysEndAtOnce() {
    Shop shop = shop();
    shop.rotate(604_800);

    assertThat(shop.rotate(60).text("code")).isEqualTo("KEY_LIMIT_REACHED");
    Answer third = shop.rotate(0);

    assertThat(third.text("keyId")).isEqualTo("key_3");
    assertThat(shop.keys()).containsExactly("key_3 ACTIVE", "key_2 EXPIRED", "key_1 EXPIRED");
    assertThat(shop.atGateway("key_1").json().path("enabled").asBoolean()).isFalse();
    assertThat(shop.atGateway("key_3").json().path("enabled").asBoolean()).isTrue();
  }

  @Test
  void ofManyRotationsAtOnceOneHappens() throws Exception {
    Shop shop = shop();

    List<Answer> answers = atOnce(12, () -> shop.rotate(3600));

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 201)
        .allMatch(
            answer ->
                List.of("REQUEST_IN_PROGRESS", "KEY_LIMIT_REACHED").contains(answer.text("code")));
    assertThat(shop.keys()).containsExactly("key_2 ACTIVE", "key_1 ACTIVE");
  }

  @Test
  void aRevokedKeyEndsAtOnceAndTheOneThatIsLeftDoesNotRunOut() {
    Shop shop = shop();
    assertThat(shop.revoke("key_1").text("code")).isEqualTo("KEY_IS_LAST");
    assertThat(shop.revoke("key_9").text("code")).isEqualTo("KEY_NOT_FOUND");
    assertThat(shop.revoke("key_1%20").text("code")).isEqualTo("REQUEST_INVALID");
    shop.rotate(3600);

    assertThat(shop.revoke("key_2").status()).isEqualTo(204);
    assertThat(shop.revoke("key_2").status()).as("repeated").isEqualTo(204);

    assertThat(shop.keys()).containsExactly("key_1 ACTIVE", "key_2 REVOKED");
    assertThat(shop.atGateway("key_2").json().path("enabled").asBoolean()).isFalse();
    assertThat(
            jdbc.queryForObject(
                "SELECT expires_at FROM app_key WHERE app_id = ? AND key_id = 'key_1'",
                Instant.class,
                shop.appId))
        .isNull();
    assertThat(actionsOn(shop.appId)).containsExactly("KEY_ROTATED", "KEY_REVOKED");
  }

  @Test
  void anotherMerchantsAppAndAnOverlapOutOfBoundsAreRefused() {
    Shop shop = shop();
    Shop other = shop();

    assertThat(
            get("/openapi/v1/keys")
                .header(ZhaoliHeaders.MERCHANT_NO, other.merchantNo)
                .header(ZhaoliHeaders.APP_ID, shop.appId)
                .send()
                .text("code"))
        .isEqualTo("APP_NOT_FOUND");
    assertThat(shop.rotate(-1).text("code")).isEqualTo("REQUEST_INVALID");
    assertThat(shop.rotate(604_801).text("code")).isEqualTo("REQUEST_INVALID");
    assertThat(shop.keys()).containsExactly("key_1 ACTIVE");
  }

  @Test
  void aDisabledAppHasNoKeyInForceUntilItIsEnabledAgain() {
    Shop shop = shop();

    Answer disabled = shop.operate("disable");

    assertThat(disabled.text("status")).isEqualTo("DISABLED");
    assertThat(shop.atGateway("key_1").json().path("enabled").asBoolean()).isFalse();
    assertThat(shop.operate("disable").text("code")).isEqualTo("APP_STATE_INVALID");
    assertThat(shop.rotate(0).text("code")).isEqualTo("APP_STATE_INVALID");
    assertThat(shop.browser.credentials().text("code")).isEqualTo("APP_STATE_INVALID");
    assertThat(shop.operate("enable").text("status")).isEqualTo("ENABLED");
    assertThat(shop.atGateway("key_1").json().path("enabled").asBoolean()).isTrue();
    assertThat(actionsOn(shop.appId)).containsExactly("APP_DISABLED", "APP_ENABLED");
    assertThat(
            post("/ops/v1/apps/app_nobody/disable", Map.of("reason", "x"))
                .asOperator("ADMIN")
                .send()
                .text("code"))
        .isEqualTo("APP_NOT_FOUND");
    assertThat(
            post("/ops/v1/apps/" + shop.appId + "/disable", Map.of("reason", " "))
                .asOperator("ADMIN")
                .send()
                .status())
        .isEqualTo(400);
    assertThat(
            post("/ops/v1/apps/" + shop.appId + "/disable", Map.of("reason", "x"))
                .asOperator("SUPPORT")
                .send()
                .text("code"))
        .isEqualTo("OPERATOR_FORBIDDEN");
  }

  @Test
  void aReissuedKeyIsShownInTheBrowserThatAppliedAndTheOldOneEnds() {
    Shop shop = shop();
    shop.browser.credentials();
    shop.browser.confirm();
    assertThat(shop.browser.credentials().text("code")).isEqualTo("CREDENTIALS_ALREADY_SHOWN");

    Answer reissued = reissue(shop, Map.of("reason", "电话核实后补发"));

    assertThat(reissued.status()).isEqualTo(200);
    assertThat(reissued.json().toString()).doesNotContain("ecret");
    assertThat(shop.atGateway("key_1").json().path("enabled").asBoolean()).isFalse();
    Answer shown = shop.browser.credentials();
    assertThat(shown.text("keyId")).isEqualTo("key_2");
    assertThat(shown.text("appSecret")).isEqualTo(shop.atGateway("key_2").text("appSecret"));
    assertThat(reissue(shop, Map.of("reason", "x", "overlapSeconds", 3600)).status())
        .isEqualTo(200);
    assertThat(shop.keys()).containsExactly("key_3 ACTIVE", "key_2 ACTIVE", "key_1 EXPIRED");
    assertThat(actionsOn(shop.merchantNo)).contains("KEY_REISSUED");
    assertThat(
            post("/ops/v1/merchants/mch_nobody/keys/reissue", Map.of("reason", "x"))
                .asOperator("ADMIN")
                .send()
                .text("code"))
        .isEqualTo("MERCHANT_NOT_FOUND");
  }

  @Test
  void noKeyIsReissuedThatNobodyWouldSee() {
    Shop shop = shop();
    jdbc.update(
        "UPDATE onboarding_session SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 61 DAY"
            + " WHERE merchant_no = ?",
        shop.merchantNo);

    assertThat(reissue(shop, Map.of("reason", "x")).text("code"))
        .isEqualTo("CREDENTIALS_OUT_OF_REACH");

    assertThat(shop.keys()).containsExactly("key_1 ACTIVE");
    assertThat(actionsOn(shop.merchantNo)).doesNotContain("KEY_REISSUED");
  }

  @Test
  void everyChangeOfAnAppsCredentialsRaisesItsVersionBeforeItIsAnswered() {
    Shop shop = shop();
    long approved = shop.version();
    assertThat(approved).isPositive();

    List<Runnable> changes =
        List.of(
            () -> shop.rotate(3600),
            () -> shop.revoke("key_1"),
            () -> shop.operate("disable"),
            () -> shop.operate("enable"),
            () -> reissue(shop, Map.of("reason", "x")),
            () -> shop.operateMerchant("suspend"),
            () -> shop.operateMerchant("resume"));

    for (Runnable change : changes) {
      long before = shop.version();
      change.run();
      assertThat(shop.version()).as("change " + changes.indexOf(change)).isGreaterThan(before);
    }
    assertThat(redis.getExpire(shop.versionKey())).as("no expiry").isEqualTo(-1);
  }

  @Test
  void aChangeThatCouldNotBeToldIsToldLater() {
    Shop shop = shop();
    long before = shop.version();

    // As a process leaves it that dies between the commit and Redis.
    jdbc.update(
        "INSERT INTO credential_change (app_id, due_at) VALUES (?, UTC_TIMESTAMP(3))", shop.appId);

    await().until(() -> shop.changesToTell() == 0);
    assertThat(shop.version()).isGreaterThan(before);
  }

  @Test
  void aChangeThatRedisRefusesIsMadeAllTheSameAndToldOnceRedisTakesIt() {
    Shop shop = shop();
    redis.delete(shop.versionKey());
    // Redis answers an INCR of a hash with an error.
    redis.opsForHash().put(shop.versionKey(), "field", "value");

    assertThat(shop.operate("disable").text("status")).isEqualTo("DISABLED");

    assertThat(shop.changesToTell()).isEqualTo(1);
    redis.delete(shop.versionKey());
    await().until(() -> shop.changesToTell() == 0);
    assertThat(shop.version()).isPositive();
  }

  @Test
  void theEndOfAnOverlapIsToldWhenItIsThere() {
    Shop shop = shop();
    shop.rotate(2);
    long before = shop.version();
    assertThat(shop.changesToTell()).isEqualTo(1);

    await().until(() -> shop.changesToTell() == 0);

    assertThat(shop.version()).isGreaterThan(before);
    assertThat(shop.atGateway("key_1").json().path("enabled").asBoolean()).isFalse();
  }

  private Answer reissue(Shop shop, Map<String, Object> body) {
    return post("/ops/v1/merchants/" + shop.merchantNo + "/keys/reissue", body)
        .asOperator("AUDITOR")
        .send();
  }

  private List<String> actionsOn(String subject) {
    return jdbc.queryForList(
        "SELECT action FROM audit_log WHERE subject = ? ORDER BY id", String.class, subject);
  }

  private Shop shop() {
    Browser browser = approvedBrowser();
    Map<String, Object> app =
        jdbc.queryForMap(
            "SELECT a.app_id, a.merchant_no FROM app a JOIN onboarding_session o"
                + " ON o.merchant_no = a.merchant_no WHERE o.qr_token = ?",
            browser.qrToken);
    return new Shop(
        browser, String.valueOf(app.get("merchant_no")), String.valueOf(app.get("app_id")));
  }

  /** An approved merchant with its app. */
  private final class Shop {
    final Browser browser;
    final String merchantNo;
    final String appId;

    Shop(Browser browser, String merchantNo, String appId) {
      this.browser = browser;
      this.merchantNo = merchantNo;
      this.appId = appId;
    }

    Call call(Call call) {
      return call.header(ZhaoliHeaders.MERCHANT_NO, merchantNo).header(ZhaoliHeaders.APP_ID, appId);
    }

    Answer rotate(long overlapSeconds) {
      return call(post("/openapi/v1/keys", Map.of("overlapSeconds", overlapSeconds))).send();
    }

    Answer revoke(String keyId) {
      return call(delete("/openapi/v1/keys/" + keyId)).send();
    }

    List<String> keys() {
      return call(get("/openapi/v1/keys"))
          .send()
          .json()
          .path("items")
          .valueStream()
          .map(key -> key.path("keyId").asString("") + " " + key.path("status").asString(""))
          .toList();
    }

    Answer operate(String act) {
      return post("/ops/v1/apps/" + appId + "/" + act, Map.of("reason", UUID.randomUUID()))
          .asOperator("AUDITOR")
          .send();
    }

    Answer atGateway(String keyId) {
      return get("/internal/v1/credentials?appId=" + appId + "&keyId=" + keyId).send();
    }

    void operateMerchant(String act) {
      post("/ops/v1/merchants/" + merchantNo + "/" + act, Map.of("reason", "x"))
          .asOperator("ADMIN")
          .send();
    }

    int changesToTell() {
      return jdbc.queryForList("SELECT id FROM credential_change WHERE app_id = ?", appId).size();
    }

    long version() {
      String version = redis.opsForValue().get(versionKey());
      return version == null ? 0 : Long.parseLong(version);
    }

    String versionKey() {
      return "zhaoli:gateway:credential-version:{" + appId + "}";
    }
  }
}
