package com.zhaoli.pay.payment.channel.alipay;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands around the content of an answer: the signature, and in certificate mode the serial of
 * the certificate.
 *
 * <p>The SDK does not say whether it has verified an answer. It looks at no signature where there
 * is a sub_code and no {@code sign}, or (certificate mode) no {@code alipay_cert_sn}, whatever else
 * the answer says. Nor does it verify what it reads: it verifies the text behind the first place
 * where the answer's name stands, and reads the first object of any name. Both are the same only in
 * an answer that has one object, and that under the answer's own name, before which the name stands
 * nowhere. Everything else counts as unsigned here.
 */
record AlipayEnvelope(String sign, String certificateSerial) {
  private static final AlipayEnvelope UNSIGNED = new AlipayEnvelope("", "");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * The envelope of an answer that the SDK has let pass.
   *
   * @param method that was asked for
   */
  static AlipayEnvelope of(String method, @Nullable String body) {
    if (body == null) {
      return UNSIGNED;
    }
    try (JsonParser parser = JSON.createParser(body)) {
      return read(parser, body, method.replace('.', '_') + "_response");
    } catch (JacksonException e) {
      return UNSIGNED;
    }
  }

  private static AlipayEnvelope read(JsonParser parser, String body, String name) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return UNSIGNED;
    }
    Map<String, String> texts = new HashMap<>();
    boolean hasContent = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = parser.currentName();
      long at = parser.currentTokenLocation().getCharOffset();
      JsonToken value = parser.nextToken();
      if (value.isStructStart()) {
        if (hasContent || !isContent(body, at, name)) {
          return UNSIGNED;
        }
        hasContent = true;
        parser.skipChildren();
      } else if (value == JsonToken.VALUE_STRING) {
        texts.put(field, parser.getString());
      }
    }
    boolean isWhole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    return hasContent && isWhole
        ? new AlipayEnvelope(
            texts.getOrDefault("sign", ""), texts.getOrDefault("alipay_cert_sn", ""))
        : UNSIGNED;
  }

  /** Whether the SDK, which looks for the name in the text, finds it here. */
  private static boolean isContent(String body, long at, String name) {
    return body.startsWith("\"" + name + "\":{", (int) at) && body.indexOf(name) == at + 1;
  }

  /** Whether the SDK has verified the content, in this mode, and read just that. */
  boolean isSigned(boolean certificateMode) {
    return !sign.isBlank() && !(certificateMode && certificateSerial.isBlank());
  }
}
