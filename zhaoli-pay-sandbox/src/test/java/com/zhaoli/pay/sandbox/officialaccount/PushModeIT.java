package com.zhaoli.pay.sandbox.officialaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.sandbox.support.Platform;
import com.zhaoli.pay.sandbox.support.Platform.Received;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import me.chanjar.weixin.mp.bean.message.WxMpXmlOutMessage;
import me.chanjar.weixin.mp.bean.message.WxMpXmlOutTextMessage;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WxJava reads what is pushed in WeChat's three modes. */
class PushModeIT extends RunningSandbox {
  private static final String FAULT = "该公众号提供的服务出现故障，请稍后再试";

  @AfterEach
  void inPlainAgain() {
    mode("PLAIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SAFE", "COMPATIBLE"})
  void anEncryptedEventIsReadWithTheAccountsKey(String mode) {
    mode(mode);
    String openid = follow();

    Received push = await().until(() -> newest(openid), pushes -> !pushes.isEmpty()).get(0);

    Map<String, String> query = push.parameters();
    assertThat(query.get("encrypt_type")).isEqualTo("aes");
    WxMpXmlMessage event =
        WxMpXmlMessage.fromEncryptedXml(
            push.body(),
            config(),
            query.get("timestamp"),
            query.get("nonce"),
            query.get("msg_signature"));
    assertThat(event.getFromUser()).isEqualTo(openid);
    assertThat(event.getEvent()).isEqualTo("subscribe");
    assertThat(push.body().contains("<FromUserName>")).isEqualTo(mode.equals("COMPATIBLE"));
    assertThat(push.body()).contains("<ToUserName>");
  }

  @Test
  void aPlainEventNamesNoEncryption() {
    String openid = follow();

    Received push = await().until(() -> newest(openid), pushes -> !pushes.isEmpty()).get(0);

    assertThat(push.parameters()).doesNotContainKeys("encrypt_type", "msg_signature");
    assertThat(push.body()).doesNotContain("Encrypt");
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, false, 好",
    "COMPATIBLE, false, 好",
    "COMPATIBLE, true, 好",
    "SAFE, true, 好",
    "SAFE, false, " + FAULT,
    "PLAIN, true, " + FAULT
  })
  void anAnswerIsShownAsTheModeAsks(String mode, boolean encrypted, String shown) {
    mode(mode);
    PLATFORM.answering(
        request ->
            new Platform.Answer(200, encrypted ? text().toEncryptedXml(config()) : text().toXml()));

    String openid = follow();

    await()
        .until(
            () ->
                get("/sandbox/v1/wechat/messages?openid=" + openid)
                    .json()
                    .get("messages")
                    .valueStream()
                    .anyMatch(message -> message.path("content").asString("").equals(shown)));
  }

  @Test
  void anAnswerThatSomebodyElseEncryptedIsNotShown() {
    mode("SAFE");
    WxMpDefaultConfigImpl other = config();
    other.setAppId("wx0000000000000000");
    WxMpDefaultConfigImpl unsigned = config();
    unsigned.setToken("another");
    for (WxMpDefaultConfigImpl config : List.of(other, unsigned)) {
      PLATFORM.answering(request -> new Platform.Answer(200, text().toEncryptedXml(config)));
      String openid = follow();
      await()
          .until(() -> get("/sandbox/v1/wechat/messages?openid=" + openid).text().contains(FAULT));
    }
  }

  @Test
  void aModeThatThereIsNotIsRefused() {
    assertThat(
            send(
                    "PUT",
                    "/sandbox/v1/wechat/push-mode",
                    JSON.writeValueAsString(Map.of("mode", "SECRET")))
                .status())
        .isEqualTo(400);
    assertThat(get("/sandbox/v1/wechat/push-mode").text()).contains("PLAIN");
  }

  private void mode(String mode) {
    assertThat(
            send(
                    "PUT",
                    "/sandbox/v1/wechat/push-mode",
                    JSON.writeValueAsString(Map.of("mode", mode)))
                .status())
        .isEqualTo(200);
  }

  private String follow() {
    String openid = "o" + UUID.randomUUID().toString().replace("-", "").substring(0, 27);
    assertThat(post("/sandbox/v1/wechat/follow", Map.of("openid", openid)).status()).isEqualTo(200);
    return openid;
  }

  /** Events of a user, also where the body does not say whose they are. */
  private static List<Received> newest(String openid) {
    return PLATFORM.at("/wechat/portal").stream()
        .filter(push -> openid.equals(push.parameters().get("openid")))
        .toList();
  }

  private static WxMpXmlOutTextMessage text() {
    return WxMpXmlOutMessage.TEXT().content("好").fromUser("gh_1").toUser("o1").build();
  }

  private static WxMpDefaultConfigImpl config() {
    WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
    config.setAppId(file("wechat-mp/app-id.txt"));
    config.setToken(file("wechat-mp/token.txt"));
    config.setAesKey(file("wechat-mp/aes-key.txt"));
    return config;
  }
}
