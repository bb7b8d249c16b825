package com.zhaoli.pay.payment.account.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.payment.account.AccountSettings;
import com.zhaoli.pay.payment.account.internal.SettingsSeal.Sealed;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import tools.jackson.databind.json.JsonMapper;

class SettingsSealTest {
  private static final AccountSettings SETTINGS =
      new AccountSettings(
          Map.of("gateway-url", "https://channel"), Map.of("private-key", new Secret("hush")));

  private final SettingsSeal seal = seal("k1:" + key(1));

  @Test
  void whatWasSealedOpensAtItsPlace() {
    Sealed sealed = seal.seal("here", SETTINGS);
    assertThat(sealed.shown()).isEqualTo("{\"gateway-url\":\"https://channel\"}");
    assertThat(sealed.secrets()).startsWith("k1:").doesNotContain("hush", "private-key");
    assertThat(seal.open("here", sealed)).isEqualTo(SETTINGS);
  }

  @Test
  void atAnotherPlaceTheSecretsDoNotOpen() {
    AccountSettings moved = seal.open("there", seal.seal("here", SETTINGS));
    assertThat(moved.isReadable()).isFalse();
    assertThat(moved.shown()).isEqualTo(SETTINGS.shown());
  }

  @Test
  void besideOtherSettingsTheSecretsDoNotOpen() {
    Sealed sealed = seal.seal("here", SETTINGS);
    Sealed forged = new Sealed("{\"gateway-url\":\"https://thief\"}", sealed.secrets());
    assertThat(seal.open("here", forged).isReadable()).isFalse();
    assertThat(seal.open("here", new Sealed("{", sealed.secrets())).isReadable()).isFalse();
    assertThat(seal.open("here", new Sealed(sealed.shown(), "k1:AAAA")).isReadable()).isFalse();
    assertThat(seal.open("here", new Sealed(sealed.shown(), "")).isReadable()).isFalse();
  }

  @Test
  void aNewKeyEncryptsAndTheOldOneStillDecrypts() {
    Sealed old = seal.seal("here", SETTINGS);
    SettingsSeal next = seal("k2:" + key(2) + ",k1:" + key(1));
    assertThat(next.open("here", old)).isEqualTo(SETTINGS);
    assertThat(next.seal("here", SETTINGS).secrets()).startsWith("k2:");
    assertThat(seal("k2:" + key(2)).open("here", old).isReadable()).isFalse();
  }

  @Test
  void withoutAKeyASentenceSaysSo() {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(
            () ->
                new SettingsSeal(
                    new StaticListableBeanFactory().getBeanProvider(FieldCipher.class),
                    new JsonMapper()))
        .withMessageContaining("ZHAOLI_ENCRYPTION_KEY");
  }

  private static SettingsSeal seal(String keyRing) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("cipher", new FieldCipher(keyRing));
    return new SettingsSeal(beans.getBeanProvider(FieldCipher.class), new JsonMapper());
  }

  private static String key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return Base64.getEncoder().encodeToString(key);
  }
}
