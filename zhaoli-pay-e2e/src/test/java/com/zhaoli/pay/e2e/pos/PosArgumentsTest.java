package com.zhaoli.pay.e2e.pos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosArgumentsTest {
  @Test
  void withoutOptionsItIsTheFirstTerminalOfTheDemo() {
    PosArguments arguments = PosArguments.of();

    assertThat(arguments.terminal()).isEqualTo("t1");
    assertThat(arguments.bare()).isFalse();
    assertThat(arguments.script()).isNull();
  }

  @Test
  void aPlatformElsewhereIsNotOursToRegisterAt() {
    assertThat(PosArguments.of("--gateway", "https://pay.example:8443", "--ca", "ca.pem").bare())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--terminal",
        "--terminal ../x",
        "--cert",
        "--gateway https://pay.example",
        "--gateway http://pay.example --ca ca.pem",
        "sale"
      })
  void whatCannotBeMeantIsRefused(String line) {
    assertThatThrownBy(() -> PosArguments.of(line.split(" ", -1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theHelpNamesEveryCommandOfAScript() {
    assertThat(PosArguments.USAGE).contains("activate CODE", "sign-off", "refund NO", "offline");
  }
}
