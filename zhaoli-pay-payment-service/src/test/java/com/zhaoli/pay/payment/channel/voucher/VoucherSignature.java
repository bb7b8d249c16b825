package com.zhaoli.pay.payment.channel.voucher;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The protocol's signature: HMAC-SHA256, in hex, over lines that say what is signed, and then the
 * bytes of the body as they travel.
 */
final class VoucherSignature {
  private VoucherSignature() {}

  /** One key signs all three, so each says what it is: no answer can be sent as a callback. */
  enum Kind {
    REQUEST,
    ANSWER,
    CALLBACK
  }

  static String of(byte[] secret, byte[] body, Kind kind, String... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(line(kind.name().toLowerCase(Locale.ROOT)));
      for (String part : parts) {
        mac.update(line(part));
      }
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JRE has HmacSHA256.", e);
    }
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Takes as long for a wrong signature as for a right one. */
  static boolean matches(String expected, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
  }
}
