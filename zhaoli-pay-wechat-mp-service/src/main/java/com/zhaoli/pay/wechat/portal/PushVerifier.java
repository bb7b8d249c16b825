package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import me.chanjar.weixin.common.util.crypto.SHA1;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets in only what WeChat signed, and that only while it is fresh. Signatures are compared in
 * constant time. In plain mode WeChat's signature does not cover the body.
 */
@Component
class PushVerifier {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Pattern TIMESTAMP = Pattern.compile("\\d{1,12}");
  private static final int MAX_NONCE = 64;

  private final Clock clock;

  PushVerifier(Clock clock) {
    this.clock = clock;
  }

  /**
   * Checks timestamp and signature of the query.
   *
   * @throws ApiException WECHAT_SIGNATURE_INVALID
   */
  void verify(OfficialAccount account, PushSignature push) {
    String timestamp = push.timestamp();
    if (timestamp == null || !TIMESTAMP.matcher(timestamp).matches()) {
      throw invalid();
    }
    long age = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp));
    if (age > WINDOW.toSeconds()) {
      throw invalid();
    }
    compare(push.signature(), token(account), timestamp, nonceOf(push));
  }

  /**
   * Checks the signature over an encrypted body.
   *
   * @throws ApiException WECHAT_SIGNATURE_INVALID
   */
  void verifyEncrypted(OfficialAccount account, PushSignature push, String encrypted) {
    String timestamp = push.timestamp();
    if (timestamp == null || encrypted.isEmpty()) {
      throw invalid();
    }
    compare(push.msgSignature(), token(account), timestamp, nonceOf(push), encrypted);
  }

  private static void compare(@Nullable String shown, String... signed) {
    if (shown == null) {
      throw invalid();
    }
    byte[] expected = SHA1.gen(signed).getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(expected, shown.getBytes(StandardCharsets.UTF_8))) {
      throw invalid();
    }
  }

  private static String nonceOf(PushSignature push) {
    String nonce = push.nonce();
    if (nonce == null || nonce.isEmpty() || nonce.length() > MAX_NONCE) {
      throw invalid();
    }
    return nonce;
  }

  private static String token(OfficialAccount account) {
    return account.credentials().token().value();
  }

  private static ApiException invalid() {
    return new ApiException(ErrorCode.WECHAT_SIGNATURE_INVALID);
  }
}
