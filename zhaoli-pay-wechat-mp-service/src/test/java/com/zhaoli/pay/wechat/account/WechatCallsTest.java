package com.zhaoli.pay.wechat.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WechatCallsTest {
  private final WechatCalls calls = new WechatCalls(JsonMapper.builder().build());

  @Test
  void anAnswerThatIsNoJsonSaysNothing() throws WechatSilence {
    assertThat(calls.read("{\"errcode\":0}").path("errcode").asInt(1)).isZero();
    assertThatThrownBy(() -> calls.read("<html>")).isInstanceOf(WechatSilence.class);
  }
}
