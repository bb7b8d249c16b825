package com.zhaoli.pay.sandbox.officialaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Permanent codes; this sandbox's account can have five. */
class PermanentCodeIT extends RunningSandbox {

  @Test
  void aPermanentCodeIsMadeOnceForASceneAndThereAreSoManyOfThem() {
    JsonNode first = create("QR_LIMIT_STR_SCENE", Map.of("scene_str", "poster-1"));

    assertThat(first.path("ticket").asString("")).startsWith("gQ");
    assertThat(first.path("url").asString("")).startsWith("http://weixin.qq.com/q/");
    assertThat(first.has("expire_seconds")).isFalse();
    assertThat(create("QR_LIMIT_STR_SCENE", Map.of("scene_str", "poster-1"))).isEqualTo(first);

    for (int i = 2; i <= 4; i++) {
      create("QR_LIMIT_STR_SCENE", Map.of("scene_str", "poster-" + i));
    }
    assertThat(create("QR_LIMIT_SCENE", Map.of("scene_id", 42)).has("ticket")).isTrue();
    assertThat(errcode("QR_LIMIT_STR_SCENE", Map.of("scene_str", "one-too-many"))).isEqualTo(45029);
    assertThat(create("QR_LIMIT_STR_SCENE", Map.of("scene_str", "poster-1"))).isEqualTo(first);

    assertThat(errcode("QR_LIMIT_STR_SCENE", Map.of("scene_str", "s".repeat(65)))).isEqualTo(40053);
    assertThat(errcode("QR_LIMIT_STR_SCENE", Map.of("scene_str", ""))).isEqualTo(40053);
    assertThat(errcode("QR_LIMIT_SCENE", Map.of("scene_id", 100_001))).isEqualTo(40053);
    assertThat(errcode("QR_LIMIT_SCENE", Map.of("scene_id", 0))).isEqualTo(40053);
    assertThat(errcode("QR_FOR_EVER", Map.of("scene_str", "x"))).isEqualTo(40052);

    String openid = "o" + UUID.randomUUID().toString().replace("-", "");
    Answer scanned =
        post(
            "/sandbox/v1/wechat/scan",
            Map.of("url", first.path("url").asString(""), "openid", openid));
    assertThat(scanned.json().path("scene").asString("")).isEqualTo("poster-1");
    await().until(() -> PLATFORM.eventsOf(openid).size() == 1);
    assertThat(PLATFORM.eventsOf(openid).get(0).body()).contains("qrscene_poster-1");
    assertThat(get("/cgi-bin/showqrcode?ticket=" + first.path("ticket").asString("")).status())
        .isEqualTo(200);
    assertThat(get("/sandbox/v1/wechat/tickets?limit=200").text()).contains("poster-4");
  }

  private int errcode(String action, Map<String, Object> scene) {
    return create(action, scene).path("errcode").asInt(0);
  }

  private JsonNode create(String action, Map<String, Object> scene) {
    Map<String, Object> body = new HashMap<>();
    body.put("action_name", action);
    body.put("action_info", Map.of("scene", scene));
    return post("/cgi-bin/qrcode/create?access_token=" + token(), body).json();
  }

  private String token() {
    return post(
            "/cgi-bin/stable_token",
            Map.of(
                "grant_type",
                "client_credential",
                "appid",
                file("wechat-mp/app-id.txt"),
                "secret",
                file("wechat-mp/app-secret.txt")))
        .json()
        .path("access_token")
        .asString("");
  }
}
