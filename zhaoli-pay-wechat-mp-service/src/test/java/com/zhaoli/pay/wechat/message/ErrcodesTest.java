package com.zhaoli.pay.wechat.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrcodesTest {

  @ParameterizedTest
  @ValueSource(ints = {43004, 43101, 40003})
  void theFollowerDoesNotTakeIt(int errcode) {
    assertThat(Errcodes.outcomeOf(errcode)).isInstanceOf(SendOutcome.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {40037, 47003, 40125, 40013, 40164, 40249, 40250, 43116, 48001})
  void ourSetUpIsWrong(int errcode) {
    assertThat(Errcodes.outcomeOf(errcode)).isInstanceOf(SendOutcome.Misconfigured.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 40001, 42001, 45009, 45011, 99999})
  void allElseMayPassLater(int errcode) {
    assertThat(Errcodes.outcomeOf(errcode)).isInstanceOf(SendOutcome.NotSent.class);
  }

  @org.junit.jupiter.api.Test
  void aKnownClientMsgIdMeansThatTheMessageIsThere() {
    assertThat(Errcodes.outcomeOf(45065)).isEqualTo(new SendOutcome.Accepted(null));
  }
}
