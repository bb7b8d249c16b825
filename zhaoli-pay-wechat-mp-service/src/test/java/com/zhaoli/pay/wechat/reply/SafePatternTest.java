package com.zhaoli.pay.wechat.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.re2j.Pattern;
import com.zhaoli.pay.common.error.ApiException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(a|a?)+$", "([a-zA-Z]+)*$", "(.*a){20}$"})
  void whatWouldTakeForEverElsewhereIsMatchedAtOnce(String expression) {
    Pattern pattern = SafePattern.compile(expression);
    String text = "a".repeat(2047) + "!";

    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> pattern.matcher(text).find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a{1000}){1000}",
        "((((a{99}){99}){99}){99}){99}",
        "(a{2,}){999999999}",
        "a{1,1001}",
        "(?:abc){200}",
        "(a)\\1",
        "(?=a)b",
        "(a",
        "a**+"
      })
  void whatIsTooLargeOrBeyondRe2IsRefused(String expression) {
    assertThatThrownBy(() -> SafePattern.compile(expression)).isInstanceOf(ApiException.class);
  }

  @Test
  void anEmojiAndChineseAreCharactersOfAPattern() {
    assertThat(SafePattern.compile("(?i)(怎么|如何).{0,4}退款|😀").matcher("请问如何申请退款呢").find()).isTrue();
    assertThat(SafePattern.compile("^😀{2}$").matcher("😀😀").find()).isTrue();
  }
}
