package com.zhaoli.pay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  @Test
  void namesOfFurtherAccountsAreDifferentAndFitForADirectory() {
    assertThat(accounts("shop", "shop-2").others()).containsExactly("shop", "shop-2");
    for (String[] names :
        new String[][] {
          {"main"},
          {"shop", "shop"},
          {"../shop"},
          {"Shop"},
          {""},
          {"x".repeat(21)},
          {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}
        }) {
      assertThatThrownBy(() -> accounts(names))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("ZHAOLI_SANDBOX_WECHAT_ACCOUNTS");
    }
  }

  private static SandboxProperties.OfficialAccount accounts(String... others) {
    return new SandboxProperties.OfficialAccount(
        SECOND, SECOND, PushMode.PLAIN, 10, List.of(others));
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
        new SandboxProperties.OfficialAccount(SECOND, SECOND, PushMode.PLAIN, 10, List.of()),
        new SandboxProperties.Jobs(Secret.of("token"), "app", SECOND));
  }
}
