package com.zhaoli.pay.merchant.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery",
        "明月几时有把酒问青天不知",
        "zq4tn8vw2mxk",
        "admin likes long walks",
        "🦊🐢🦉🐝🐘🦁🐧🐬🦔🐙🦋🐳"
      })
  void aLongPasswordOfAnyCharactersIsTaken(String password) {
    assertThatCode(() -> PasswordRules.require(password, "admin")).doesNotThrowAnyException();
    assertThatCode(() -> PasswordRules.require("a1b2c3d4".repeat(16), "admin"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zq4tn8vw2mx", "明月几时有把酒问青天不"})
  void aPasswordOfFewerThanTwelveCharactersIsRefused(String password) {
    refuses(password, "must have 12 to 128 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password1234",
        "Password!2024",
        "ADMIN-ADMIN-ADMIN",
        "zhang.wei-zhang.wei",
        "Zhang.Wei2024!",
        "zhaoli-pay-2024",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "123456789012345",
        "qwertyuiop12345",
        "woaini5201314520",
        "ｐａｓｓｗｏｒｄ１２３４"
      })
  void whatIsGuessedFirstIsRefused(String password) {
    refuses(password, "is too easy to guess");
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 500})
  void aPasswordOfMoreThanTheMostIsRefused(int characters) {
    refuses("a1b2c3d4".repeat(70).substring(0, characters), "must have 12 to 128 characters");
  }

  private static void refuses(String password, String problem) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> PasswordRules.require(password, "zhang.wei"))
        .satisfies(
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OPERATOR_PASSWORD_WEAK))
        .withMessageContaining(problem);
  }
}
