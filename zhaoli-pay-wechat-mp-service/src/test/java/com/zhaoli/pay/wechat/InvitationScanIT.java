package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class InvitationScanIT extends RunningService {

  @AfterEach
  void nothingIsLeftForTheNextTest() {
    WECHAT.nextErrcodes.clear();
    MERCHANTS.nextOutcomes.clear();
    MERCHANTS.nextStatuses.clear();
  }

  @Test
  void aScanOfAnInvitationReachesMerchantServiceAndThePersonIsToldWhatCameOfIt() {
    String openid = openid();
    long at = now();

    push(scan(openid, at, newScene("RECEIVER", "inv_1")));

    await().until(() -> WECHAT.sentTo(openid).size() == 1);
    assertThat(MERCHANTS.invitationScansBy(openid).get(0).toString())
        .contains(
            "\"invitationNo\":\"inv_1\"", "\"scannedAt\":\"" + Instant.ofEpochSecond(at) + "\"");
    assertThat(MERCHANTS.scansBy(openid)).as("no onboarding").isEmpty();
    JsonNode sent = WECHAT.sentTo(openid).get(0);
    assertThat(sent.path("template_id").asString("")).isEqualTo("template-of-invitations");
    assertThat(shown(sent, "thing1")).isEqualTo("招利咖啡");
    assertThat(shown(sent, "phrase2")).isEqualTo("财务");
    assertThat(shown(sent, "thing3")).isEqualTo("绑定成功，您将收到该商户的消息");
    assertThat(shown(sent, "time4")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    await().until(() -> statusOf(openid).equals(List.of("DONE")));
  }

  @ParameterizedTest
  @CsvSource({
    "ALREADY_BOUND, 您已是该商户的消息接收人",
    "USED, 二维码已被使用，请联系商户",
    "CANCELLED, 二维码已取消，请联系商户",
    "EXPIRED, 二维码已过期，请联系商户"
  })
  void whoIsNotBoundIsToldWhy(String outcome, String words) {
    String openid = openid();
    MERCHANTS.nextOutcomes.add(outcome);

    push(
        event(
            openid,
            now(),
            "subscribe",
            "<EventKey>qrscene_" + newScene("RECEIVER", "inv_2") + "</EventKey>"));

    await().until(() -> WECHAT.sentTo(openid).size() == 1);
    assertThat(shown(WECHAT.sentTo(openid).get(0), "thing3")).isEqualTo(words);
  }

  @Test
  void whoLeftMeanwhileIsToldNothing() {
    String openid = openid();
    MERCHANTS.nextOutcomes.add("LEFT");

    push(scan(openid, now(), newScene("RECEIVER", "inv_3")));

    await().until(() -> statusOf(openid).equals(List.of("DONE")));
    assertThat(WECHAT.sentTo(openid)).isEmpty();
  }

  @Test
  void aScanIsHandledAgainUntilTheAnswerIsSentAndThenNoMore() {
    String openid = openid();
    MERCHANTS.nextStatuses.add(503);
    // WeChat is busy: the message is surely not sent.
    WECHAT.nextErrcodes.add(-1);

    push(scan(openid, now(), newScene("RECEIVER", "inv_4")));

    await().until(() -> WECHAT.sentTo(openid).size() == 1);
    await().until(() -> statusOf(openid).equals(List.of("DONE")));
    assertThat(MERCHANTS.invitationScansBy(openid)).hasSize(2);
    assertThat(WECHAT.sentTo(openid)).hasSize(1);
  }

  @Test
  void aSecondScanByTheSamePersonIsAnsweredToo() {
    String openid = openid();
    String scene = newScene("RECEIVER", "inv_5");
    long at = now();
    push(scan(openid, at - 60, scene));
    push(scan(openid, at, scene));

    await().until(() -> WECHAT.sentTo(openid).size() == 2);
  }

  @Test
  void anAnswerThatWechatWillNeverTakeIsNotTriedAgain() {
    String openid = openid();
    WECHAT.nextErrcodes.add(43004);

    push(scan(openid, now(), newScene("RECEIVER", "inv_6")));

    await().until(() -> statusOf(openid).equals(List.of("DONE")));
    assertThat(MERCHANTS.invitationScansBy(openid)).hasSize(1);
  }

  @Test
  void anInvitationThatMerchantServiceDoesNotKnowIsRefusedForGood() {
    String openid = openid();
    MERCHANTS.nextStatuses.add(404);

    push(scan(openid, now(), newScene("RECEIVER", "inv_7")));

    await().until(() -> statusOf(openid).equals(List.of("REFUSED")));
    assertThat(WECHAT.sentTo(openid)).isEmpty();
  }

  private static String shown(JsonNode message, String keyword) {
    return message.path("data").path(keyword).path("value").asString("");
  }

  private List<String> statusOf(String openid) {
    return jdbc.queryForList(
        "SELECT status FROM wechat_event WHERE openid = ?", String.class, openid);
  }
}
