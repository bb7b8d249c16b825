package com.zhaoli.pay.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCipherTest {
  private static final String K1 = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);
  private static final String K2 =
      "k2:"
          + Base64.getEncoder()
              .encodeToString(
                  "0123456789abcdef0123456789abcdef"
                      .getBytes(java.nio.charset.StandardCharsets.US_ASCII));

  private final FieldCipher cipher = new FieldCipher(K1);

  @Test
  void whatWasEncryptedComesBack() {
    String stored = cipher.encrypt("密钥 sk_live", "app_key:key_1");

    assertThat(stored).startsWith("k1:").doesNotContain("sk_live");
    assertThat(cipher.decrypt(stored, "app_key:key_1")).isEqualTo("密钥 sk_live");
  }

  @Test
  void bytesComeBackAtTheirPlaceOnlyAndAfterARotationToo() {
    byte[] picture = new byte[100_000];
    new java.util.Random(7).nextBytes(picture);
    byte[] stored = cipher.encrypt(picture, "licence:1");

    assertThat(stored).hasSize(3 + 12 + picture.length + 16);
    assertThat(cipher.decrypt(stored, "licence:1")).isEqualTo(picture);
    assertThat(new FieldCipher(K2 + "," + K1).decrypt(stored, "licence:1")).isEqualTo(picture);
    assertThatThrownBy(() -> cipher.decrypt(stored, "licence:2"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new FieldCipher(K2).decrypt(stored, "licence:1"))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k1", "k1:", "k1:short", "nokey:0123456789012345678901234567890"})
  void bytesOfAnotherFormDoNotDecrypt(String stored) {
    byte[] bytes = stored.getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> cipher.decrypt(bytes, "c")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theSameTextIsStoredDifferentlyEachTime() {
    assertThat(cipher.encrypt("a", "c")).isNotEqualTo(cipher.encrypt("a", "c"));
  }

  @Test
  void aValueCopiedToAnotherRowDoesNotDecrypt() {
    String stored = cipher.encrypt("secret", "app_key:key_1");

    assertThatThrownBy(() -> cipher.decrypt(stored, "app_key:key_2"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aChangedByteDoesNotDecrypt() {
    byte[] bytes = Base64.getDecoder().decode(cipher.encrypt("secret", "c").substring(3));
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThatThrownBy(
              () -> cipher.decrypt("k1:" + Base64.getEncoder().encodeToString(changed), "c"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void afterARotationTheNewKeyEncryptsAndTheOldOneStillDecrypts() {
    String old = cipher.encrypt("secret", "c");
    FieldCipher rotated = new FieldCipher(K2 + "," + K1);

    assertThat(rotated.encrypt("secret", "c")).startsWith("k2:");
    assertThat(rotated.decrypt(old, "c")).isEqualTo("secret");
    assertThatThrownBy(() -> cipher.decrypt(rotated.encrypt("secret", "c"), "c"))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k1", ":AAAA", "k1:AAAA", "k1:!!!"})
  void aKeyRingOfAnotherFormIsRefused(String keyRing) {
    assertThatThrownBy(() -> new FieldCipher(keyRing)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSecretDoesNotPrintItself() {
    assertThat(new Secret("sk_live")).hasToString("***");
  }
}
