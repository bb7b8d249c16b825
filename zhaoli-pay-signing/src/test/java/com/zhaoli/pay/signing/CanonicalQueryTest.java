package com.zhaoli.pay.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalQueryTest {

  @Test
  void noQueryIsTheEmptyLine() {
    assertThat(CanonicalQuery.of(null)).isEmpty();
    assertThat(CanonicalQuery.of("")).isEmpty();
    assertThat(CanonicalQuery.of("&&&")).isEmpty();
  }

  @Test
  void twoSpellingsOfOneQuerySignAlike() {
    assertThat(CanonicalQuery.of("a=%e4%bd%a0&b=%7e"))
        .isEqualTo(CanonicalQuery.of("b=~&a=%E4%BD%A0"));
  }

  @ParameterizedTest
  @CsvSource({
    "a+b=1, a%2Bb=1",
    "a=1=2, a=1%3D2",
    "=, =",
    "a, a=",
    "a=%26, a=%26",
    "a=%25, a=%25",
    "a=%00, a=%00",
    "a=[1], a=%5B1%5D",
    "a=*!'(), a=%2A%21%27%28%29"
  })
  void everythingButUnreservedCharactersIsEscaped(String raw, String canonical) {
    assertThat(CanonicalQuery.of(raw)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%",
        "a=%4",
        "a=%4g",
        "a=%g4",
        "%=a",
        "a=%+4",
        "a=%-1",
        "a=%C0%AF",
        "a=%E4%BD",
        "a=%ED%A0%80",
        "a=%F5%80%80%80",
        "a=%FF",
        "a=%80",
        "a=你",
        "a=%４１",
        "a= b",
        "a=\tb",
        "a=\u007f"
      })
  void aMalformedEscapeOrMalformedUtf8IsRefused(String raw) {
    assertThatThrownBy(() -> CanonicalQuery.of(raw)).isInstanceOf(MalformedQueryException.class);
  }

  @Test
  void aCharacterSplitOverNameAndValueIsRefused() {
    assertThatThrownBy(() -> CanonicalQuery.of("a%E4=%BD%A0"))
        .isInstanceOf(MalformedQueryException.class);
  }
}
