package com.zhaoli.pay.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.e2e.faults.plan.Size;
import com.zhaoli.pay.e2e.faults.plan.Wallet;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultArgumentsTest {

  @Test
  void withoutArgumentsItIsOneSeedOfBothWallets() {
    FaultArguments arguments = FaultArguments.of();

    assertThat(arguments.seeds()).containsExactly(1L);
    assertThat(arguments.size()).isEqualTo(Size.of(300));
    assertThat(arguments.planOnly()).isFalse();
  }

  @Test
  void seedsComeSinglyAndAsARange() {
    FaultArguments arguments =
        FaultArguments.of("--seed", "9", "--seeds", "1..3", "--seed", "7", "--plan");

    assertThat(arguments.seeds()).containsExactly(9L, 1L, 2L, 3L, 7L);
    assertThat(arguments.planOnly()).isTrue();
  }

  @Test
  void sizeAndPatienceAreParameters() {
    FaultArguments arguments =
        FaultArguments.of("--payments", "50", "--wallets", "WECHAT", "--settle", "90");

    assertThat(arguments.size()).isEqualTo(new Size(50, EnumSet.of(Wallet.WECHAT)));
    assertThat(arguments.settlingLimit()).isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--seed",
        "--seed x",
        "--seed -1",
        "--seeds 3",
        "--seeds 3..1",
        "--seeds 1..5000",
        "--payments 0",
        "--payments 99999999999",
        "--wallets",
        "--wallets CASH",
        "--speed 3"
      })
  void whatCannotBeMeantIsRefused(String line) {
    assertThatThrownBy(() -> FaultArguments.of(line.split(" ", -1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
