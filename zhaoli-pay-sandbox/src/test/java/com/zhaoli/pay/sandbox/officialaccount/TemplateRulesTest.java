package com.zhaoli.pay.sandbox.officialaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateRulesTest {

  @ParameterizedTest
  @CsvSource({
    "amount1, ¥1234567890.12",
    "amount1, 12.34元",
    "phrase2, 支付成功",
    "name3, 张三",
    "name3, Zhang San",
    "phone_number4, +86 13800000000",
    "character_string5, at_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "time6, 2026-01-02 03:04:05",
    "time6, 2026年1月2日 03:04",
    "date7, 2026-01-02",
    "number8, 12.5",
    "letter9, ABC",
    "thing10, 茶 & tea ☕",
    "const11, 审核通过",
    "keyword1, 旧模板"
  })
  void whatFitsIsShownAsItIs(String keyword, String value) {
    assertThat(TemplateRules.shown(keyword, value)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "amount1, ¥12345678901",
    "amount1, ¥1.234",
    "amount1, ¥¥1",
    "amount1, 一元",
    "phrase2, 支付已经成功了",
    "phrase2, paid",
    "name3, 一二三四五六七八九十一",
    "phone_number4, 123456789012345678",
    "character_string5, 汉字",
    "time6, 明天",
    "number8, 12a",
    "letter9, A1",
    "thing10, ' '"
  })
  void whatDoesNotFitIsRefused(String keyword, String value) {
    assertThatThrownBy(() -> TemplateRules.shown(keyword, value))
        .isInstanceOf(WechatError.class)
        .hasMessageContaining("data." + keyword + ".value");
  }

  @ParameterizedTest
  @CsvSource({"thing1", "keyword2", "const3"})
  void whatIsTooLongToShowIsCutWithoutAWord(String keyword) {
    assertThat(TemplateRules.shown(keyword, "茶".repeat(19) + "🍵🍵"))
        .isEqualTo("茶".repeat(19) + "🍵");
  }
}
