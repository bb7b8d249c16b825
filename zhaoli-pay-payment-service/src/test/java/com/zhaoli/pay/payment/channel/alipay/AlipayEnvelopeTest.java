package com.zhaoli.pay.payment.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlipayEnvelopeTest {
  private static final String METHOD = "alipay.trade.query";
  private static final String NAME = "alipay_trade_query_response";
  private static final KeyPair KEYS = pair();
  private static final String VERIFY_KEY =
      Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String sign(String content) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(KEYS.getPrivate());
      signature.update(content.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isSigned(String body) {
    return AlipayEnvelope.isSigned(METHOD, body, VERIFY_KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"code\":\"10000\",\"msg\":\"成功 😀 \\\" \\\\ } \\u006e\"}",
        "{ \"code\" : \"10000\", \"list\":[{\"a\":[{}]},{\"b\":null}], \"a\":1, \"a\":2.5 }",
        "{\"subject\":\"a tab\tin it\"}"
      })
  void whatAlipaySignedIsSignedWhereverItStands(String content) {
    String sign = "\"sign\":\"" + sign(content) + "\"";
    String named = "\"" + NAME + "\":" + content;
    assertThat(isSigned("{" + named + "," + sign + "}")).isTrue();
    assertThat(isSigned("{" + sign + "," + named + "}")).isTrue();
    assertThat(isSigned("{\"alipay_cert_sn\":\"1f\"," + named + ", " + sign + " } ")).isTrue();
  }

  @Test
  void aLongContentIsSignedAsItStands() {
    for (int length : new int[] {3_980, 4_000, 8_000, 16_384, 200_000}) {
      String content = "{\"subject\":\"" + "😀杯".repeat(length / 3) + "\"}";
      assertThat(isSigned("{\"%s\":%s,\"sign\":\"%s\"}".formatted(NAME, content, sign(content))))
          .as("%d characters", length)
          .isTrue();
    }
  }

  @Test
  void slashesThatWereEscapedAfterTheSigningAreNoForgery() {
    String signed = "{\"url\":\"https://a/b\"}";
    assertThat(
            isSigned(
                "{\"%s\":%s,\"sign\":\"%s\"}"
                    .formatted(NAME, signed.replace("/", "\\/"), sign(signed))))
        .isTrue();
  }

  @Test
  void whatIsNotSoIsNotSigned() {
    String content = "{\"code\":\"10000\"}";
    String sign = ",\"sign\":\"" + sign(content) + "\"";
    String named = "{\"" + NAME + "\":" + content;
    assertThat(isSigned(named + sign + "}")).isTrue();
    assertThat(isSigned(named + "}")).as("no signature").isFalse();
    assertThat(isSigned(named + ",\"sign\":7}")).as("no text").isFalse();
    assertThat(isSigned(named + ",\"sign\":\"?\"}")).as("no base64").isFalse();
    assertThat(isSigned(named + ",\"sign\":\"eHh4\"}")).as("no signature").isFalse();
    assertThat(isSigned(named.replace("10000", "10003") + sign + "}")).as("changed").isFalse();
    assertThat(isSigned(named.replace("_query_", "_close_") + sign + "}")).as("other").isFalse();
    assertThat(isSigned(named + sign + sign + "}")).as("two signatures").isFalse();
    assertThat(isSigned(named + ",\"x\":{}" + sign + "}")).as("two objects").isFalse();
    assertThat(isSigned(named + ",\"x\":[]" + sign + "}")).as("a list").isFalse();
    assertThat(isSigned(named + sign + "} x")).as("something behind it").isFalse();
    assertThat(isSigned(named + sign)).as("cut off").isFalse();
    assertThat(isSigned("[" + named + sign + "}]")).as("no object").isFalse();
    assertThat(isSigned("")).as("nothing").isFalse();
    assertThat(AlipayEnvelope.isSigned(METHOD, null, VERIFY_KEY)).as("null").isFalse();
  }
}
