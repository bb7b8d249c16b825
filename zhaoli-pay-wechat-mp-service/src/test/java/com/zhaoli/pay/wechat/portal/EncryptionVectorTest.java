package com.zhaoli.pay.wechat.portal;

import static org.assertj.core.api.Assertions.assertThat;

import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.Test;

/** WeChat's known answer, both ways: what we answer is encrypted by WxJava, what comes by us. */
class EncryptionVectorTest {
  private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
  private static final String APP_ID = "wxb11529c136998cb6";
  private static final String TEXT = "我是中文abcd123";
  private static final String ENCRYPTED =
      "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==";

  @Test
  void wechatsKnownAnswerIsDecrypted() {
    assertThat(PushCipher.open(AES_KEY, APP_ID, ENCRYPTED)).hasValue(TEXT);
  }

  @Test
  void theSameTextIsEncryptedToWechatsKnownAnswer() {
    assertThat(new WxCryptUtil("pamtest", AES_KEY, APP_ID).encrypt("aaaabbbbccccdddd", TEXT))
        .isEqualTo(ENCRYPTED);
  }

  @Test
  void aTextToAnotherAppIdOrWithAnotherKeyIsNotRead() {
    assertThat(PushCipher.open(AES_KEY, "wxb11529c136998cb7", ENCRYPTED)).isEmpty();
    assertThat(PushCipher.open(AES_KEY, "", ENCRYPTED)).isEmpty();
    assertThat(PushCipher.open("A".repeat(43), APP_ID, ENCRYPTED)).isEmpty();
  }
}
