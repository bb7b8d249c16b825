package com.zhaoli.pay.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareTest {
  private final Share<String> share = new Share<>(2);

  @Test
  void whoFindsAllTakenHasTheNextThreadInTheOrderOfComing() {
    assertThat(share.take("a")).isTrue();
    assertThat(share.take("b")).isTrue();
    assertThat(share.take("c")).isFalse();
    assertThat(share.take("d")).isFalse();

    assertThat(share.giveBack()).isEqualTo("c");
    assertThat(share.giveBack()).isEqualTo("d");
    assertThat(share.take("e")).as("c and d have both").isFalse();
    assertThat(share.giveBack()).isEqualTo("e");
    assertThat(share.giveBack()).isNull();
    assertThat(share.giveBack()).isNull();

    assertThat(share.take("f")).isTrue();
    assertThat(share.take("g")).isTrue();
    assertThat(share.take("h")).isFalse();
  }

  @Test
  void itHasRoomForWhatItsThreadsGetDoneInSoManyTurns() {
    assertThat(share.capacity(1)).isEqualTo(2);
    assertThat(share.capacity(16)).isEqualTo(32);
    share.take("a");
    share.take("b");
    assertThat(share.capacity(1)).isZero();
    assertThat(share.capacity(2)).isEqualTo(2);
    share.take("c");
    assertThat(share.capacity(1)).as("never less than nothing").isZero();
    assertThat(share.capacity(2)).isEqualTo(1);
  }
}
