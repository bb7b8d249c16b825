package com.zhaoli.pay.wechat.portal;

import static org.assertj.core.api.Assertions.assertThat;

import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import me.chanjar.weixin.mp.util.crypto.WxMpCryptUtil;
import org.junit.jupiter.api.Test;

class EncryptionVectorTest {

  @Test
  void wechatsKnownAnswerIsDecrypted() {
    WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
    config.setToken("pamtest");
    config.setAesKey("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
    config.setAppId("wxb11529c136998cb6");

    String text =
        new WxMpCryptUtil(config)
            .decrypt(
                "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==");

    assertThat(text).isEqualTo("我是中文abcd123");
  }
}
