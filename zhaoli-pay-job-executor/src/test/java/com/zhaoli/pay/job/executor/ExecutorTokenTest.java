package com.zhaoli.pay.job.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorTokenTest {
  @ParameterizedTest
  @EnumSource(DeploymentEnvironment.class)
  void aConfiguredTokenIsUsedEverywhere(DeploymentEnvironment environment) {
    assertThat(ExecutorConfiguration.token(withToken("chosen"), environment).value())
        .isEqualTo("chosen");
  }

  @Test
  void developmentHasADefault() {
    assertThat(
            ExecutorConfiguration.token(withToken(""), DeploymentEnvironment.DEVELOPMENT).value())
        .isEqualTo("zhaoli-dev");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void productionHasNone(String token) {
    assertThatThrownBy(
            () -> ExecutorConfiguration.token(withToken(token), DeploymentEnvironment.PRODUCTION))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("ZHAOLI_XXL_JOB_TOKEN");
  }

  @Test
  void theTokenIsNotPrinted() {
    assertThat(withToken("hush-hush").toString()).doesNotContain("hush-hush");
  }

  private static ExecutorProperties withToken(@Nullable String token) {
    return new ExecutorProperties(
        "http://127.0.0.1:1/x", token, "127.0.0.1", 9105, null, "logs", 30, Duration.ofSeconds(30));
  }
}
