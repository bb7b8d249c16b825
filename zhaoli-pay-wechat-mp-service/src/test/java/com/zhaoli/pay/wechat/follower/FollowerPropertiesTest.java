package com.zhaoli.pay.wechat.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowerPropertiesTest {

  @ParameterizedTest
  @ValueSource(ints = {7, 180, 3_650})
  void changesAreKeptForAWeekToTenYears(int days) {
    assertThat(new FollowerProperties(Duration.ofDays(days)).keepChanges()).hasDays(days);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 6, 3_651})
  void anotherTimeStopsTheStart(int days) {
    assertThatThrownBy(() -> new FollowerProperties(Duration.ofDays(days)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageStartingWith("zhaoli.wechat.followers.keep-changes is ");
  }
}
