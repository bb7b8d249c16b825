package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.keys.AlipayKeys;
import com.zhaoli.pay.sandbox.keys.RsaSha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * RSA2 signatures over parameters: sorted by name, empty ones dropped, joined as {@code a=1&b=2}. A
 * request's signature covers {@code sign_type}, a notify's does not.
 */
@Component
final class AlipaySignature {
  private final AlipayKeys keys;

  AlipaySignature(AlipayKeys keys) {
    this.keys = keys;
  }

  boolean verifyRequest(Map<String, String> parameters) {
    return RsaSha256.verify(
        keys.appPublicKey(),
        content(parameters, Set.of("sign")),
        parameters.getOrDefault("sign", ""));
  }

  String signNotify(Map<String, String> parameters) {
    return RsaSha256.sign(keys.signingKey(), content(parameters, Set.of("sign", "sign_type")));
  }

  /** Signs the exact text that stands in the answer. */
  String signAnswer(String rawJson) {
    return RsaSha256.sign(keys.signingKey(), rawJson.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] content(Map<String, String> parameters, Set<String> without) {
    StringBuilder content = new StringBuilder();
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              if (!without.contains(name) && !value.isEmpty()) {
                content.append(content.isEmpty() ? "" : "&").append(name).append('=').append(value);
              }
            });
    return content.toString().getBytes(StandardCharsets.UTF_8);
  }
}
