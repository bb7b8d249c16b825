package com.zhaoli.pay.simulator.protocol;

import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers by which the platform knows a terminal. */
public final class DeviceSignature {
  private DeviceSignature() {}

  /**
   * Signs one request.
   *
   * @param query null when there is none
   * @param epochSeconds by the platform's clock, as far as the terminal knows it
   * @param counter from 1 on, never used twice with this key
   */
  public static Map<String, String> headers(
      String terminalNo,
      DeviceKey key,
      long epochSeconds,
      long counter,
      String method,
      String path,
      @Nullable String query,
      byte[] body) {
    String timestamp = Long.toString(epochSeconds);
    String nonce = String.format(Locale.ROOT, "%020d", counter);
    StringToSign lines = StringToSign.of(method, path, query, timestamp, nonce, null, body);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SigningHeaders.APP_ID, terminalNo);
    headers.put(SigningHeaders.APP_KEY, key.keyId());
    headers.put(SigningHeaders.TIMESTAMP, timestamp);
    headers.put(SigningHeaders.NONCE, nonce);
    headers.put(SigningHeaders.SIGN_TYPE, SignType.HMAC_SHA256.headerValue());
    headers.put(
        SigningHeaders.SIGN,
        RequestSigner.sign(SignType.HMAC_SHA256, lines, new SigningKey(key.deviceSecret(), "")));
    return headers;
  }
}
