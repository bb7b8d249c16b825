package com.zhaoli.pay.wechat.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.data.redis.core.StringRedisTemplate;

class OfficialAccountsTest {
  @TempDir Path dir;

  @BeforeEach
  void theMainAccountIsThere() throws IOException {
    write("main", "wxmain");
  }

  @Test
  void accountsAreFoundByTheirAppIds() throws IOException {
    write("shop", "wxshop");
    OfficialAccounts accounts = accounts(DeploymentEnvironment.PRODUCTION, "shop");

    assertThat(accounts.main().appId()).isEqualTo("wxmain");
    assertThat(accounts.mainUnless(null)).isSameAs(accounts.main());
    assertThat(accounts.require("wxmain")).isSameAs(accounts.main());
    assertThat(accounts.require("wxshop").name()).isEqualTo("shop");
    assertThat(accounts.all())
        .extracting(OfficialAccount::appId)
        .containsExactly("wxmain", "wxshop");
    assertThatThrownBy(() -> accounts.require("shop"))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.WECHAT_ACCOUNT_NOT_FOUND));
  }

  @Test
  void twoAccountsOfOneAppIdEndTheStartWithASentence() throws IOException {
    write("shop", "wxmain");

    assertThatThrownBy(() -> accounts(DeploymentEnvironment.PRODUCTION, "shop"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(
            "The official accounts main and shop both have the app id wxmain: each must have its"
                + " own.");
  }

  @Test
  void credentialsThatAreMissingEndTheStartOfProductionOnly() throws IOException {
    assertThatThrownBy(() -> accounts(DeploymentEnvironment.PRODUCTION, "shop"))
        .hasMessageContaining("zhaoli.wechat.mp.accounts.shop.app-id-file");

    OfficialAccounts accounts = accounts(DeploymentEnvironment.DEVELOPMENT, "shop");
    OfficialAccountHealthIndicator health = new OfficialAccountHealthIndicator(accounts);
    assertThat(accounts.all()).containsExactly(accounts.main());
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails()).containsOnlyKeys("shop");
    write("shop", "wxshop");
    assertThat(accounts.require("wxshop").name()).isEqualTo("shop");
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void whileTheMainAccountsCredentialsAreMissingNobodyIsToldThatAnAccountDoesNotExist()
      throws IOException {
    Files.delete(dir.resolve("main/app-id"));
    OfficialAccounts accounts = accounts(DeploymentEnvironment.DEVELOPMENT);

    assertThatThrownBy(() -> accounts.require("wxmain"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WECHAT_UNAVAILABLE));
  }

  @Test
  void anAccountThatTakesEncryptedEventsOnlyNeedsTheKey() throws IOException {
    write("shop", "wxshop");
    Map<String, AccountProperties.Further> further = Map.of("shop", further("shop", false));

    assertThatThrownBy(() -> accounts(DeploymentEnvironment.PRODUCTION, further))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("has no EncodingAESKey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "Shop", "a_b", ""})
  void aNameOfAnotherFormIsRefused(String name) {
    assertThatThrownBy(() -> accounts(DeploymentEnvironment.DEVELOPMENT, name))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("zhaoli.wechat.mp.accounts." + name);
  }

  @Test
  void anAppIdOfAnotherFormIsRefused() throws IOException {
    write("shop", "wx/../shop");

    assertThatThrownBy(() -> accounts(DeploymentEnvironment.PRODUCTION, "shop"))
        .hasMessageContaining("holds no app id");
  }

  private void write(String account, String appId) throws IOException {
    Path files = Files.createDirectories(dir.resolve(account));
    Files.writeString(files.resolve("app-id"), appId);
    Files.writeString(files.resolve("secret"), "secret");
    Files.writeString(files.resolve("token"), "token");
  }

  private OfficialAccounts accounts(DeploymentEnvironment environment, String... further) {
    return accounts(
        environment,
        Arrays.stream(further)
            .collect(Collectors.toMap(name -> name, name -> further(name, true))));
  }

  private OfficialAccounts accounts(
      DeploymentEnvironment environment, Map<String, AccountProperties.Further> accounts) {
    AccountProperties properties =
        new AccountProperties(
            URI.create("https://api.weixin.qq.com"),
            dir.resolve("main/app-id"),
            dir.resolve("main/secret"),
            dir.resolve("main/token"),
            dir.resolve("main/aes"),
            dir.resolve("main/templates"),
            true,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            null,
            accounts);
    return new OfficialAccounts(
        properties,
        new ZhaoliProperties(
            environment,
            new ZhaoliProperties.Internal(true, null, List.of()),
            new ZhaoliProperties.Encryption(null)),
        new StringRedisTemplate(),
        new SimpleMeterRegistry());
  }

  private AccountProperties.Further further(String name, boolean acceptPlain) {
    Path files = dir.resolve(name);
    return new AccountProperties.Further(
        files.resolve("app-id"),
        files.resolve("secret"),
        files.resolve("token"),
        null,
        acceptPlain,
        null);
  }
}
