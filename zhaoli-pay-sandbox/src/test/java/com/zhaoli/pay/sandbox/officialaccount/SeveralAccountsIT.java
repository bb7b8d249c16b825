package com.zhaoli.pay.sandbox.officialaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.sandbox.support.Platform.Received;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A second official account, of which the settings know no more than its name. */
class SeveralAccountsIT extends RunningSandbox {
  private static final String MAIN = "wechat-mp";
  private static final String SHOP = "wechat-mp-shop";
  private static final String TAG = "only at the shop";

  @AfterEach
  void asBefore() {
    send("DELETE", "/sandbox/v1/wechat/templates?account=shop", null);
    send("PUT", "/sandbox/v1/wechat/push-mode?account=shop", "{\"mode\":\"PLAIN\"}");
    call(SHOP, "/cgi-bin/menu/delete");
  }

  @Test
  void accountsAreListedWithoutTheirSecretsTheMainOneFirst() {
    Answer listed = get("/sandbox/v1/wechat/accounts");

    JsonNode accounts = listed.json().path("accounts");
    assertThat(accounts.valueStream().map(one -> one.path("name").asString("")))
        .containsExactly("main", "shop");
    assertThat(accounts.get(1).path("appId").asString(""))
        .isEqualTo(appId(SHOP))
        .isNotEqualTo(appId(MAIN));
    assertThat(accounts.get(0).path("portal").asString(""))
        .isEqualTo(PLATFORM.url() + "/wechat/portal");
    assertThat(accounts.get(1).path("portal").asString(""))
        .isEqualTo(PLATFORM.url() + "/wechat/portal/" + appId(SHOP));
    assertThat(listed.text())
        .doesNotContain(file(SHOP + "/app-secret.txt"), file(SHOP + "/token.txt"));
  }

  @Test
  void aSecretOfOneAccountGivesNoTokenOfAnother() {
    Answer refused =
        post("/cgi-bin/stable_token", credentials(appId(SHOP), file(MAIN + "/app-secret.txt")));

    assertThat(refused.json().path("errcode").asInt()).isEqualTo(40125);
    assertThat(token(SHOP)).isNotEqualTo(token(MAIN)).isEqualTo(token(SHOP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "app id"})
  void followersTagsAndMenusOfAnAccountAreItsOwn(String named) {
    String account = named.equals("shop") ? named : appId(SHOP);
    String openid = Ids.withPrefix("o");
    control("/wechat/follow?account=" + account, Map.of("openid", openid));

    assertThat(subscribed(SHOP, openid)).isEqualTo(1);
    assertThat(subscribed(MAIN, openid)).isZero();

    JsonNode tag = post(SHOP, "/cgi-bin/tags/create", Map.of("tag", Map.of("name", TAG)));
    assertThat(call(SHOP, "/cgi-bin/tags/get").toString()).contains(TAG);
    assertThat(call(MAIN, "/cgi-bin/tags/get").toString()).doesNotContain(TAG);
    post(SHOP, "/cgi-bin/tags/delete", Map.of("tag", Map.of("id", tag.at("/tag/id").asInt())));

    Map<String, String> button = Map.of("type", "click", "name", "门店", "key", "SHOP");
    post(SHOP, "/cgi-bin/menu/create", Map.of("button", List.of(button)));
    assertThat(seenKeys(openid, "&account=" + account)).containsExactly("SHOP");
    assertThat(seenKeys(openid, "")).doesNotContain("SHOP");
  }

  @Test
  void eventsGoToThePortalOfTheirAccountSignedWithItsToken() {
    String openid = Ids.withPrefix("o");
    send("PUT", "/sandbox/v1/wechat/push-mode?account=shop", "{\"mode\":\"SAFE\"}");

    control("/wechat/follow?account=shop", Map.of("openid", openid));

    String path = "/wechat/portal/" + appId(SHOP);
    Received event =
        await()
            .until(
                () ->
                    PLATFORM.at(path).stream()
                        .filter(one -> openid.equals(one.parameters().get("openid")))
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    Map<String, String> parameters = event.parameters();
    assertThat(parameters.get("signature"))
        .isEqualTo(
            PushSeal.signatureBy(
                file(SHOP + "/token.txt"),
                parameters.getOrDefault("timestamp", ""),
                parameters.getOrDefault("nonce", "")));
    assertThat(event.body())
        .contains(file(SHOP + "/original-id.txt"), "<Encrypt>")
        .doesNotContain("subscribe");
    assertThat(PLATFORM.eventsOf(openid)).isEmpty();
    assertThat(get("/sandbox/v1/wechat/push-mode").json().path("mode").asString(""))
        .isEqualTo("PLAIN");
  }

  @Test
  void aCodeIsScannedForTheAccountThatMadeIt() {
    String openid = Ids.withPrefix("o");
    JsonNode code =
        post(
            SHOP,
            "/cgi-bin/qrcode/create",
            Map.of(
                "action_name",
                "QR_STR_SCENE",
                "action_info",
                Map.of("scene", Map.of("scene_str", "door"))));
    String ticket = code.path("ticket").asString("");

    control("/wechat/scan", Map.of("ticket", ticket, "openid", openid));

    assertThat(subscribed(SHOP, openid)).isEqualTo(1);
    assertThat(subscribed(MAIN, openid)).isZero();
    assertThat(get("/cgi-bin/showqrcode?ticket=" + ticket.replace("=", "%3D")).status())
        .isEqualTo(200);
    assertThat(get("/sandbox/v1/wechat/tickets?limit=200&account=shop").text()).contains(ticket);
    assertThat(get("/sandbox/v1/wechat/tickets?limit=200").text()).doesNotContain(ticket);
  }

  @Test
  void eachAccountHasItsTemplatesAndItsQuotaOfTheDay() {
    String openid = Ids.withPrefix("o");
    control("/wechat/follow?account=shop", Map.of("openid", openid));
    String templates = call(SHOP, "/cgi-bin/template/get_all_private_template").toString();
    String templateId = JSON.readTree(templates).at("/template_list/0/template_id").asString("");
    assertThat(call(MAIN, "/cgi-bin/template/get_all_private_template").toString())
        .doesNotContain(templateId);
    control("/wechat/templates?account=shop", Map.of("dailyQuota", 0));

    Map<String, Object> message =
        Map.of(
            "touser",
            openid,
            "template_id",
            templateId,
            "data",
            Map.of("thing1", Map.of("value", "a")));
    assertThat(post(SHOP, "/cgi-bin/message/template/send", message).path("errcode").asInt())
        .isEqualTo(45009);
    assertThat(post(MAIN, "/cgi-bin/message/template/send", message).path("errcode").asInt())
        .isEqualTo(40037);
    send("DELETE", "/sandbox/v1/wechat/templates?account=shop", null);
    assertThat(post(SHOP, "/cgi-bin/message/template/send", message).path("errcode").asInt(-1))
        .isZero();
    assertThat(get("/sandbox/v1/wechat/messages?account=shop&openid=" + openid).text())
        .contains(templateId);
    assertThat(get("/sandbox/v1/wechat/messages?openid=" + openid).text())
        .doesNotContain(templateId);
  }

  @Test
  void anAccountThatThereIsNotIsSaidSo() {
    Answer refused = post("/sandbox/v1/wechat/follow?account=none", Map.of("openid", "o1"));

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.json().path("code").asString("")).isEqualTo("SANDBOX_NOT_FOUND");
  }

  private static String appId(String directory) {
    return file(directory + "/app-id.txt");
  }

  private static Map<String, String> credentials(String appId, String secret) {
    return Map.of("grant_type", "client_credential", "appid", appId, "secret", secret);
  }

  private String token(String directory) {
    return post(
            "/cgi-bin/stable_token",
            credentials(appId(directory), file(directory + "/app-secret.txt")))
        .json()
        .path("access_token")
        .asString("");
  }

  private JsonNode call(String directory, String path) {
    return get(path + (path.contains("?") ? "&" : "?") + "access_token=" + token(directory)).json();
  }

  private JsonNode post(String directory, String path, Map<String, ?> body) {
    return post(path + "?access_token=" + token(directory), body).json();
  }

  private int subscribed(String directory, String openid) {
    return call(directory, "/cgi-bin/user/info?openid=" + openid).path("subscribe").asInt(-1);
  }

  private List<String> seenKeys(String openid, String account) {
    return get("/sandbox/v1/wechat/menu?openid=" + openid + account)
        .json()
        .path("buttons")
        .valueStream()
        .map(button -> button.path("key").asString(""))
        .toList();
  }
}
