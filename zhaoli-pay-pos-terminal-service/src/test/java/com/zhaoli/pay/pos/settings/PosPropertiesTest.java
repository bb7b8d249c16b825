package com.zhaoli.pay.pos.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosPropertiesTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @ParameterizedTest
  @ValueSource(strings = {"P1D", "P180D", "P3650D"})
  void anAgeOfDaysToYearsIsTaken(String age) {
    assertThat(new PosProperties(Duration.parse(age), SHANGHAI).keyMaxAge())
        .isEqualTo(Duration.parse(age));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT23H59M", "P3650DT1S"})
  void anyOtherAgeStopsTheStart(String age) {
    assertThatThrownBy(() -> new PosProperties(Duration.parse(age), SHANGHAI))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("zhaoli.pos.key-max-age");
  }
}
