package com.zhaoli.pay.wechat.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WechatTextTest {

  @Test
  void aTextOfTheLimitStaysAndOneMoreByteIsVisiblyCut() {
    String full = "a".repeat(2048);

    assertThat(WechatText.fit(full)).isEqualTo(full);
    assertThat(WechatText.fit(full + "b")).isEqualTo("a".repeat(2045) + "…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"字", "😀", "é", "a😀字"})
  void aCutIsBetweenCharactersAndWithinTheLimit(String piece) {
    String cut = WechatText.fit(piece.repeat(2048));

    assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(2044, 2048);
    assertThat(cut).endsWith("…").doesNotContain("\uFFFD");
    String kept = cut.substring(0, cut.length() - 1);
    assertThat(piece.repeat(2048)).startsWith(kept);
    assertThat(Character.isHighSurrogate(kept.charAt(kept.length() - 1))).isFalse();
  }

  @Test
  void whatXmlCannotHoldIsLeftOut() {
    assertThat(WechatText.fit("a\u0000b\u000bc\ud83dd\ude00e\ufffef\n\t😀"))
        .isEqualTo("abcdef\n\t😀");
  }

  @Test
  void widthCaseAndBlanksDoNotCountInComparisons() {
    assertThat(WechatText.comparable("　ＡＢＣ１ ")).isEqualTo("abc1");
  }
}
