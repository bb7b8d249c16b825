package com.zhaoli.pay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SandboxPropertiesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void thePortalIsBelowThePublicUrlWithOrWithoutItsLastSlash() {
    assertThat(with("https://pay.example").portal())
        .isEqualTo(URI.create("https://pay.example/wechat/portal"));
    assertThat(with("https://pay.example/").portal())
        .isEqualTo(URI.create("https://pay.example/wechat/portal"));
  }

  @Test
  void settingsThatCannotWorkAreRefusedByName() {
    assertThatThrownBy(() -> with("pay.example"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("public-url");
    for (double scale : new double[] {0, -1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new SandboxProperties.Notify(scale, SECOND, SECOND))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("notifies.scale");
    }
    assertThatThrownBy(() -> new SandboxProperties.Jobs(Secret.of(" "), "app", SECOND))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("ZHAOLI_XXL_JOB_TOKEN");
  }

  private static SandboxProperties with(String publicUrl) {
    return new SandboxProperties(
        Path.of("unused"),
        URI.create(publicUrl),
        "",
        true,
        1,
        1,
        1,
        SECOND,
        new SandboxProperties.Barcodes(1),
        new SandboxProperties.Notify(1, SECOND, SECOND),
        new SandboxProperties.OfficialAccount(SECOND, SECOND, PushMode.PLAIN, 10),
        new SandboxProperties.Jobs(Secret.of("token"), "app", SECOND));
  }
}
