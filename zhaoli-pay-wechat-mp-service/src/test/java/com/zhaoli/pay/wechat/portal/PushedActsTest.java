package com.zhaoli.pay.wechat.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.wechat.portal.PushedActs.Acted;
import java.time.Instant;
import java.util.Optional;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushedActsTest {
  private static final Acted ACTED = new Acted("o1", Instant.ofEpochSecond(1_700_000_000));

  @ParameterizedTest
  @ValueSource(strings = {"SCAN", "VIEW", "view_miniprogram", "CLICK", "pic_weixin"})
  void aTapOrAScanIsAnAct(String event) {
    assertThat(acted("event", "<Event>" + event + "</Event>")).contains(ACTED);
  }

  @Test
  void aMessageIsAnAct() {
    assertThat(acted("text", "<Content>hi</Content>")).contains(ACTED);
    assertThat(acted("voice", "")).contains(ACTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe", "unsubscribe", "TEMPLATESENDJOBFINISH", ""})
  void comingLeavingAndReportsAreNone(String event) {
    assertThat(acted("event", "<Event>" + event + "</Event>")).isEmpty();
  }

  private static Optional<Acted> acted(String type, String rest) {
    return PushedActs.of(
        WxMpXmlMessage.fromXml(
            "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName>"
                + "<CreateTime>1700000000</CreateTime><MsgType>"
                + type
                + "</MsgType>"
                + rest
                + "</xml>"),
        ACTED.at());
  }
}
