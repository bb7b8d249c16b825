package com.zhaoli.pay.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.error.ApiException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

  @Test
  void aSeedMakesTheSameChancesStrikeAgain() {
    List<Boolean> first = draws(42);
    assertThat(draws(42)).isEqualTo(first);
    assertThat(draws(43)).isNotEqualTo(first);
    assertThat(first.stream().filter(strikes -> strikes).count()).isBetween(200L, 400L);
  }

  @Test
  void aSeedIsForRatesOnly() {
    assertThatThrownBy(() -> new Faults().add("alipay", "error500", 1, null, null, 42L))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void refundsGoWrongOnlyWhereThereAreRefunds() {
    Faults faults = new Faults();
    assertThat(faults.add("alipay", "refundAbnormal", null, null, null, null).count()).isEqualTo(1);
    assertThatThrownBy(() -> faults.add("alipay", "refundClosed", null, null, null, null))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> faults.add("wechat-mp", "refundAbnormal", null, null, null, null))
        .isInstanceOf(ApiException.class);
    assertThat(faults.strikes(FaultTarget.ALIPAY, FaultKind.REFUND_ABNORMAL)).isTrue();
    assertThat(faults.strikes(FaultTarget.ALIPAY, FaultKind.REFUND_ABNORMAL)).isFalse();
  }

  private static List<Boolean> draws(long seed) {
    Faults faults = new Faults();
    faults.add("alipay", "error500", null, 0.3, null, seed);
    return IntStream.range(0, 1_000)
        .mapToObj(i -> faults.strikes(FaultTarget.ALIPAY, FaultKind.ERROR_500))
        .toList();
  }
}
