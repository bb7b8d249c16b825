package com.zhaoli.pay.wechat.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordKindTest {

  @ParameterizedTest
  @CsvSource({
    "thing1, THING",
    "character_string12, CHARACTER_STRING",
    "amount3, AMOUNT",
    "phrase5, PHRASE",
    "phone_number2, PHONE_NUMBER",
    "kind_of_tomorrow9, THING"
  })
  void theLettersOfAKeywordNameItsKind(String keyword, KeywordKind kind) {
    assertThat(KeywordKind.of(keyword)).isEqualTo(kind);
  }

  @Test
  void aTextOfTheLimitStaysAndALongerOneIsVisiblyCut() {
    assertThat(KeywordKind.THING.fit("字".repeat(20))).hasValue("字".repeat(20));
    assertThat(KeywordKind.THING.fit("字".repeat(21))).hasValue("字".repeat(19) + "…");
    assertThat(KeywordKind.CHARACTER_STRING.fit("A".repeat(32))).hasValue("A".repeat(32));
    assertThat(KeywordKind.CHARACTER_STRING.fit("A".repeat(33))).hasValue("A".repeat(29) + "...");
  }

  @Test
  void aCutNeverHalvesACharacter() {
    assertThat(KeywordKind.THING.fit("😀".repeat(21))).hasValue("😀".repeat(19) + "…");
  }

  @ParameterizedTest
  @CsvSource({
    "AMOUNT, ¥0.01",
    "AMOUNT, ¥1000000000.00",
    "AMOUNT, 88元",
    "PHRASE, 审核未通过",
    "NAME, 张三丰",
    "PHONE_NUMBER, +86 138-1234-5678",
    "TIME, 2026-11-23 19:20:21",
    "TIME, 2026年11月23日 19:20",
    "DATE, 2026-11-23",
    "NUMBER, -12.5",
    "LETTER, abc"
  })
  void aValueOfTheShapeFits(KeywordKind kind, String value) {
    assertThat(kind.fit(value)).hasValue(value);
  }

  @ParameterizedTest
  @CsvSource({
    "AMOUNT, ¥12345678901",
    "AMOUNT, '1,000.00'",
    "AMOUNT, ¥1.001",
    "AMOUNT, ''",
    "PHRASE, 审核还是未通过",
    "PHRASE, ok",
    "NAME, 一二三四五六七八九十一",
    "PHONE_NUMBER, 123456789012345678",
    "CHARACTER_STRING, 订单",
    "TIME, tomorrow",
    "NUMBER, 1e5",
    "LETTER, a1"
  })
  void aValueThatCannotBeCutWithoutBecomingFalseDoesNotFit(KeywordKind kind, String value) {
    assertThat(kind.fit(value)).isEmpty();
  }

  @Test
  void anEmptyTextIsSaidToBeEmpty() {
    assertThat(KeywordKind.THING.fit("  ")).hasValue("-");
  }
}
