package com.zhaoli.pay.merchant.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class OperatorPasswordsTest {
  private static final int LOWEST_COST = 4;

  private final OperatorPasswords passwords = new OperatorPasswords(LOWEST_COST);

  @ParameterizedTest
  @ValueSource(ints = {12, 71, 72, 73, 128})
  void everyCharacterCountsHoweverLongThePasswordIs(int length) {
    String password = "x".repeat(length - 1) + "y";

    String hash = passwords.encode(password);

    assertThat(hash).hasSizeLessThanOrEqualTo(100);
    assertThat(passwords.matches(password, hash)).isTrue();
    assertThat(passwords.matches("x".repeat(length), hash)).isFalse();
    assertThat(passwords.matches(password + "z", hash)).isFalse();
  }

  @Test
  void hanCharactersBeyondWhatBcryptLooksAtCount() {
    String hash = passwords.encode("明".repeat(30) + "月");

    assertThat(passwords.matches("明".repeat(30) + "月", hash)).isTrue();
    assertThat(passwords.matches("明".repeat(31), hash)).isFalse();
  }

  @Test
  void aHashOfBeforeStillMatches() {
    String hash = new BCryptPasswordEncoder(LOWEST_COST).encode("correct horse battery");

    assertThat(passwords.matches("correct horse battery", String.valueOf(hash))).isTrue();
    assertThat(passwords.matches("wrong horse battery", String.valueOf(hash))).isFalse();
  }

  @Test
  void theSameCharactersFromAnotherKeyboardAreTheSamePassword() {
    String hash = passwords.encode("cafe\u0301 au lait");

    assertThat(passwords.matches("caf\u00e9 au lait", hash)).isTrue();
  }
}
