package com.zhaoli.pay.merchant.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {

  /** The standard's own example, and codes that large companies publish. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "91350100M000100Y43",
        "9144030071526726XG",
        "91330100799655058B",
        "914403001922038216",
        "91110108551385082Q"
      })
  void publishedCodesAreValidAndNoOtherSingleCharacterIs(String code) {
    assertThat(CreditCode.parse(code)).hasValue(new CreditCode(code));
    int tried = 0;
    for (int position = 0; position < code.length(); position++) {
      for (char other = ' '; other <= '~'; other++) {
        if (other == code.charAt(position) || Character.isLowerCase(other)) {
          continue;
        }
        String wrong = code.substring(0, position) + other + code.substring(position + 1);
        assertThat(CreditCode.parse(wrong)).as(wrong).isEmpty();
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(18 * 30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"91350100M000100Y43", "9144030071526726XG"})
  void neighboursThatChangePlacesAreFound(String code) {
    for (int i = 0; i + 1 < code.length(); i++) {
      if (code.charAt(i) != code.charAt(i + 1)) {
        String swapped =
            code.substring(0, i) + code.charAt(i + 1) + code.charAt(i) + code.substring(i + 2);
        assertThat(CreditCode.parse(swapped)).as(swapped).isEmpty();
      }
    }
  }

  @Test
  void outerBlanksAndLowerCaseAreForgiven() {
    assertThat(CreditCode.parse(" 91350100m000100y43 \n").orElseThrow().value())
        .isEqualTo("91350100M000100Y43");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "91350100M000100Y4",
        "91350100M000100Y433",
        "91350100 M000100Y43",
        "９1350100M000100Y43",
        "91350100I000100Y43",
        "913501OOM000100Y43"
      })
  void whatIsNoCodeIsNone(String text) {
    assertThat(CreditCode.parse(text)).isEmpty();
  }

  @Test
  void aCodeThatIsNotValidCannotExist() {
    assertThatThrownBy(() -> new CreditCode("91350100M000100Y44"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
