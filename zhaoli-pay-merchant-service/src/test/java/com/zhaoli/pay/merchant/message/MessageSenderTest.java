package com.zhaoli.pay.merchant.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessageSenderTest {

  @Test
  void pausesDoubleUpToFiveMinutes() {
    assertThat(MessageSender.pauseAfter(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(MessageSender.pauseAfter(3)).isEqualTo(Duration.ofSeconds(8));
    assertThat(MessageSender.pauseAfter(9)).isEqualTo(Duration.ofMinutes(5));
    assertThat(MessageSender.pauseAfter(1_000_000)).isEqualTo(Duration.ofMinutes(5));
  }
}
