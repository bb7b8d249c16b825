package com.zhaoli.pay.payment.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Setting;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingRulesTest {
  private static final List<Setting> KNOWN = new TestPayAccountType().settings();
  private static final Map<String, String> CURRENT =
      Map.of("app-id", "a", "private-key", "k", "seller-id", "s");

  @Test
  void givenSettingsReplaceAndNullRemovesAndTheRestStays() {
    Map<String, @Nullable String> changes = new HashMap<>();
    changes.put("private-key", " new \n");
    changes.put("seller-id", null);
    assertThat(SettingRules.apply(KNOWN, CURRENT, changes))
        .containsOnly(entry("app-id", "a"), entry("private-key", "new"));
  }

  @Test
  void everyProblemIsToldAtOnceAndNoValueIs() {
    Map<String, @Nullable String> changes = new HashMap<>();
    changes.put("app-id", "  ");
    changes.put("private-key", null);
    changes.put("api-key", "hush".repeat(5_000));
    changes.put("privat-key", "hush");
    changes.put("seller-id", "hush\u0000");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> SettingRules.apply(KNOWN, CURRENT, changes))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
              assertThat(e.details())
                  .containsOnly(
                      entry("settings.app-id", "must not be blank; null removes it"),
                      entry("settings.private-key", "is required"),
                      entry("settings.api-key", "is larger than 16384 bytes"),
                      entry("settings.privat-key", "is not a setting of this channel"),
                      entry("settings.seller-id", "has a control character"));
              assertThat(e).hasMessageNotContaining("hush");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "http://wallet.example:8080/x, https://wallet.example:8443/x, true",
    "http://wallet.example/x, https://wallet.example/x, true",
    "https://wallet.example/x, http://wallet.example/x, false",
    "http://wallet.example/x, https://other.example/x, false",
    "http://wallet.example/x, https://wallet.example/y, false",
    "http://wallet.example/x, https://wallet.example@other.example/x, false",
    "https://wallet.example/x, https://wallet.example:1/x, false",
    "http://wallet_example/x, https://wallet_example/x, false",
  })
  void anAccountStaysTheSameWhenItsAddressTurnsToTls(String before, String after, boolean same) {
    ThrowingCallable change =
        () ->
            SettingRules.requireSameIdentity(
                Set.of("gateway-url"), Map.of("gateway-url", before), Map.of("gateway-url", after));
    if (same) {
      assertThatCode(change).doesNotThrowAnyException();
    } else {
      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(change)
          .satisfies(e -> assertThat(e.details()).containsOnlyKeys("settings.gateway-url"));
    }
  }

  @Test
  void theLimitCountsBytes() {
    String fits = "钥".repeat(SettingRules.MAX_VALUE_BYTES / 3);
    assertThat(SettingRules.apply(KNOWN, CURRENT, Map.of("private-key", fits)))
        .containsEntry("private-key", fits);
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> SettingRules.apply(KNOWN, CURRENT, Map.of("private-key", fits + "钥")));
  }

  @Test
  void aKeyInLinesIsTaken() {
    String pem = "-----BEGIN PRIVATE KEY-----\r\nMIIE\n-----END PRIVATE KEY-----";
    assertThat(SettingRules.apply(KNOWN, CURRENT, Map.of("private-key", pem + "\n")))
        .containsEntry("private-key", pem);
  }

  @Test
  void anAccountNeedsItsRequiredSettings() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> SettingRules.apply(KNOWN, Map.of(), Map.of("app-id", "a")))
        .satisfies(
            e ->
                assertThat(e.details()).containsOnly(entry("settings.private-key", "is required")));
  }

  @Test
  void aFloodOfNamesIsRefusedAsOne() {
    Map<String, @Nullable String> flood =
        IntStream.rangeClosed(0, SettingRules.MAX_SETTINGS)
            .boxed()
            .collect(Collectors.toMap(i -> "n" + i, i -> "v"));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> SettingRules.apply(KNOWN, CURRENT, flood))
        .satisfies(e -> assertThat(e.details()).containsOnlyKeys("settings"));
  }

  @Test
  void anUnknownNameIsToldShortAndPlain() {
    String name = "-----BEGIN\n".repeat(100);
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> SettingRules.apply(KNOWN, CURRENT, Collections.singletonMap(name, null)))
        .satisfies(
            e ->
                assertThat(e.details().keySet())
                    .allSatisfy(field -> assertThat(field).matches("settings\\.[-A-Z?]{64}")));
  }

  @Test
  void aSettingThatTheTypeNoLongerKnowsIsDropped() {
    assertThat(
            SettingRules.apply(
                KNOWN, Map.of("app-id", "a", "private-key", "k", "gone", "x"), Map.of()))
        .doesNotContainKey("gone");
  }

  @Test
  void whatChangedIsNamedAndWhatWentHasAMinus() {
    assertThat(
            SettingRules.changedNames(
                CURRENT, Map.of("app-id", "a", "private-key", "new", "api-key", "x")))
        .containsExactly("api-key", "private-key", "-seller-id");
  }
}
