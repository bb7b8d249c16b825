package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipaySignature;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands around the content of an answer: whether Alipay has signed that content.
 *
 * <p>The SDK does not say whether it has verified an answer, and there are answers that it passes
 * on unverified: it looks at no signature where there is a sub_code and it finds no {@code sign},
 * or (certificate mode) no {@code alipay_cert_sn}, and what it finds depends on its own reading of
 * escapes. Nor does it verify what it reads: it verifies the text behind the first place where the
 * answer's name stands, and reads the first object of any name. So the one object that there may be
 * is verified here, with the key of the settings, as callbacks are.
 */
final class AlipayEnvelope {
  /** Takes what the SDK takes within the content, which a signature covers. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  private AlipayEnvelope() {}

  /**
   * Whether an answer that the SDK has let pass has one content, which Alipay has signed.
   *
   * @param method that was asked for
   * @param verifyKey Alipay's, X.509 in base64
   */
  static boolean isSigned(String method, @Nullable String body, String verifyKey) {
    if (body == null) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(body)) {
      return isSigned(parser, body, method.replace('.', '_') + "_response", verifyKey);
    } catch (JacksonException e) {
      return false;
    }
  }

  private static boolean isSigned(JsonParser parser, String body, String name, String verifyKey) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    Map<String, String> fields = new HashMap<>();
    String content = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && content == null && field.equals(name)) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        content = body.substring(start, (int) parser.currentLocation().getCharOffset());
      } else if (value.isStructStart() || fields.put(field, parser.getString()) != null) {
        return false;
      }
    }
    boolean isWhole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    return isWhole
        && content != null
        && verifies(content, fields.getOrDefault("sign", ""), verifyKey);
  }

  /**
   * Like the SDK with a second try, for answers in which slashes were escaped after the signing;
   * not where that would take a backslash that is itself escaped for one of these.
   */
  private static boolean verifies(String content, String sign, String verifyKey) {
    if (sign.isBlank()) {
      return false;
    }
    try {
      return AlipaySignature.rsaCheck(content, sign, verifyKey, "UTF-8", "RSA2")
          || (content.contains("\\/")
              && !content.contains("\\\\/")
              && AlipaySignature.rsaCheck(
                  content.replace("\\/", "/"), sign, verifyKey, "UTF-8", "RSA2"));
    } catch (AlipayApiException e) {
      // Thrown for a signature that is no base64.
      return false;
    }
  }
}
