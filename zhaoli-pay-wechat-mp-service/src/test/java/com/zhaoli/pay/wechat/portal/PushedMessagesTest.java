package com.zhaoli.pay.wechat.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.wechat.event.EventKind;
import com.zhaoli.pay.wechat.event.WechatEvent;
import com.zhaoli.pay.wechat.reply.ActKind;
import com.zhaoli.pay.wechat.reply.FollowerAct;
import java.time.Instant;
import java.util.Optional;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushedMessagesTest {
  private static final Instant RECEIVED = Instant.ofEpochSecond(1_700_000_001);

  @Test
  void aScanNamesItsSceneWithAndWithoutPrefix() {
    WechatEvent scan = read("SCAN", "<EventKey>scn_1</EventKey>").orElseThrow();
    WechatEvent subscribe = read("subscribe", "<EventKey>qrscene_scn_1</EventKey>").orElseThrow();

    assertThat(scan.kind()).isEqualTo(EventKind.SCAN);
    assertThat(scan.subject()).isEqualTo("scn_1");
    assertThat(scan.occurredAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    assertThat(subscribe.subject()).isEqualTo("scn_1");
  }

  @Test
  void theReportNamesTheMessage() {
    WechatEvent report =
        read("TEMPLATESENDJOBFINISH", "<MsgID>395443677774591466</MsgID><Status>success</Status>")
            .orElseThrow();

    assertThat(report.kind()).isEqualTo(EventKind.DELIVERY_REPORT);
    assertThat(report.subject()).isEqualTo("395443677774591466");
    assertThat(report.outcome()).isEqualTo("success");
  }

  @Test
  void eventsThatDifferInAnythingAreDifferentEvents() {
    assertThat(read("SCAN", "<EventKey>a</EventKey>").orElseThrow().dedupKey())
        .isEqualTo(read("SCAN", "<EventKey>a</EventKey>").orElseThrow().dedupKey())
        .isNotEqualTo(read("SCAN", "<EventKey>b</EventKey>").orElseThrow().dedupKey())
        .isNotEqualTo(read("unsubscribe", "").orElseThrow().dedupKey());
  }

  @Test
  void aSceneThatIsTooLongToBeOursIsNoScan() {
    assertThat(read("SCAN", "<EventKey>" + "s".repeat(65) + "</EventKey>")).isEmpty();
  }

  @Test
  void whoBeginsToFollowWithoutOneOfOurCodesIsOnRecord() {
    WechatEvent event = read("subscribe", "<EventKey></EventKey>").orElseThrow();

    assertThat(event.kind()).isEqualTo(EventKind.FOLLOW);
    assertThat(event.subject()).isNull();
  }

  @Test
  void aTapOnTheMenuNamesItsButtonHoweverLongThatIs() {
    String address = "https://a.example/" + "x".repeat(1_000);
    WechatEvent click = read("CLICK", "<EventKey>余额</EventKey>").orElseThrow();
    WechatEvent view = read("VIEW", "<EventKey>" + address + "</EventKey>").orElseThrow();

    assertThat(click.kind()).isEqualTo(EventKind.MENU_CLICK);
    assertThat(click.subject()).isEqualTo("余额");
    assertThat(view.kind()).isEqualTo(EventKind.MENU_VIEW);
    assertThat(view.subject()).isEqualTo(address);
    assertThat(view.dedupKey().length()).isLessThan(130);
    assertThat(view.dedupKey())
        .isNotEqualTo(
            read("VIEW", "<EventKey>" + address + "y</EventKey>").orElseThrow().dedupKey());
    assertThat(read("CLICK", "<EventKey></EventKey>")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CLICK",
        "scancode_push",
        "scancode_waitmsg",
        "pic_sysphoto",
        "pic_photo_or_album",
        "pic_weixin",
        "location_select"
      })
  void aTapWithAKeyIsBothOnRecordAndAnsweredByThatKey(String event) {
    WxMpXmlMessage tap = message(event, "<EventKey>余额</EventKey>");
    WxMpXmlMessage tooLong = message(event, "<EventKey>" + "k".repeat(129) + "</EventKey>");

    FollowerAct act = PushedMessages.actOf("wx1", tap).orElseThrow();

    assertThat(act.kind()).isEqualTo(ActKind.CLICK);
    assertThat(act.content()).isEqualTo("余额");
    assertThat(PushedMessages.eventOf("wx1", tap, RECEIVED).orElseThrow().kind())
        .isEqualTo(EventKind.MENU_CLICK);
    assertThat(PushedMessages.actOf("wx1", tooLong)).isEmpty();
    assertThat(PushedMessages.eventOf("wx1", tooLong, RECEIVED)).isEmpty();
  }

  @Test
  void aTapThatLeadsSomewhereIsNotAnswered() {
    assertThat(
            PushedMessages.actOf("wx1", message("VIEW", "<EventKey>https://a.example</EventKey>")))
        .isEmpty();
  }

  @Test
  void whatIsSaidToHappenAfterItsReceiptHappenedThenAndIsOneEventHoweverOftenItIsPushed() {
    WxMpXmlMessage message = message("unsubscribe", "");
    Instant early = Instant.ofEpochSecond(1_600_000_000, 5_000_000);

    WechatEvent first = PushedMessages.eventOf("wx1", message, early).orElseThrow();
    WechatEvent again = PushedMessages.eventOf("wx1", message, early.plusSeconds(9)).orElseThrow();

    assertThat(first.occurredAt()).isEqualTo(Instant.ofEpochSecond(1_600_000_000));
    assertThat(again.dedupKey()).isEqualTo(first.dedupKey());
    assertThat(
            PushedMessages.eventOf("wx1", message, Instant.ofEpochSecond(1_699_999_995))
                .orElseThrow()
                .occurredAt())
        .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
  }

  private static Optional<WechatEvent> read(String event, String rest) {
    return PushedMessages.eventOf("wx1", message(event, rest), RECEIVED);
  }

  private static WxMpXmlMessage message(String event, String rest) {
    return WxMpXmlMessage.fromXml(
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName>"
            + "<CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>"
            + event
            + "</Event>"
            + rest
            + "</xml>");
  }
}
