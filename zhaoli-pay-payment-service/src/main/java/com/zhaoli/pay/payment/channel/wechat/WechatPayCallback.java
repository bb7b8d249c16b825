package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.payment.channel.CallbackAnswer;
import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.CallbackRefusedException;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * WeChat Pay's notice: signed headers and an encrypted resource. The signature may be 300 s old at
 * most. While an account's settings change, notices for the earlier ones are taken too.
 */
class WechatPayCallback implements ChannelCallback<WechatPayNotice> {
  /** The part of the callback address that names this channel. */
  static final String PATH_NAME = "wechat-pay";

  private static final Duration MAX_AGE = Duration.ofMinutes(5);
  private static final String SIGNATURE_TYPE = "WECHATPAY2-SHA256-RSA2048";
  private static final String CIPHER = "AEAD_AES_256_GCM";

  private static final Set<String> PROOF_HEADERS =
      Set.of(
          "wechatpay-timestamp",
          "wechatpay-nonce",
          "wechatpay-serial",
          "wechatpay-signature",
          "wechatpay-signature-type");

  private final WechatPayAccounts accounts;
  private final Clock clock;
  private final JsonMapper json = new JsonMapper();

  WechatPayCallback(WechatPayAccounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public Channel channel() {
    return Channel.WECHAT;
  }

  @Override
  public String pathName() {
    return PATH_NAME;
  }

  @Override
  public Set<String> proofHeaders() {
    return PROOF_HEADERS;
  }

  /** What was signed, and how. */
  private record Signed(String serial, String message, String signature, String body) {}

  @Override
  public WechatPayNotice verify(String channelAccountNo, CallbackRequest request) {
    if (!accounts.isConfigured(channelAccountNo)) {
      throw new CallbackRefusedException(Reason.UNKNOWN_ACCOUNT, "no such WeChat Pay account");
    }
    Signed signed = signed(request);
    WechatPayAccount current = accounts.get(channelAccountNo);
    try {
      return open(current, signed);
    } catch (CallbackRefusedException | ChannelNotReadyException e) {
      return accounts
          .previous(channelAccountNo)
          .flatMap(previous -> openByPrevious(previous, signed))
          .orElseThrow(() -> e);
    }
  }

  private Signed signed(CallbackRequest request) {
    String timestamp = required(request, "Wechatpay-Timestamp");
    requireFresh(timestamp);
    String type = request.header("Wechatpay-Signature-Type");
    if (type != null && !type.equals(SIGNATURE_TYPE)) {
      throw forged("the kind of signature is not WeChat Pay's");
    }
    String body = text(request.body());
    return new Signed(
        required(request, "Wechatpay-Serial"),
        timestamp + "\n" + required(request, "Wechatpay-Nonce") + "\n" + body + "\n",
        required(request, "Wechatpay-Signature"),
        body);
  }

  /** As text only if the bytes come out of it again: the bytes are what was signed. */
  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw forged("the body is no text");
    }
  }

  private Optional<WechatPayNotice> openByPrevious(WechatPayAccount previous, Signed signed) {
    try {
      return Optional.of(open(previous, signed));
    } catch (CallbackRefusedException | ChannelNotReadyException e) {
      return Optional.empty();
    }
  }

  /** Nothing of the body is looked at before its signature is right. */
  private WechatPayNotice open(WechatPayAccount account, Signed signed) {
    if (!verifies(account, signed)) {
      throw forged("the signature is not WeChat Pay's");
    }
    try {
      JsonNode envelope = json.readTree(signed.body());
      JsonNode sealed = envelope.path("resource");
      if (!CIPHER.equals(WechatPayNotice.text(sealed, "algorithm"))) {
        throw malformed("the notice is not encrypted as it should be");
      }
      String opened =
          account
              .cipher()
              .decrypt(
                  field(sealed, "associated_data").getBytes(StandardCharsets.UTF_8),
                  field(sealed, "nonce").getBytes(StandardCharsets.UTF_8),
                  Base64.getDecoder().decode(field(sealed, "ciphertext")));
      return new WechatPayNotice(
          account,
          field(envelope, "event_type"),
          field(sealed, "original_type"),
          json.readTree(opened));
    } catch (CallbackRefusedException e) {
      throw e;
    } catch (RuntimeException e) {
      // JSON, base64 and ciphers fail in many ways, and their messages quote the notice.
      throw malformed("the notice cannot be opened: " + e.getClass().getSimpleName());
    }
  }

  private static boolean verifies(WechatPayAccount account, Signed signed) {
    try {
      return account.verifier().verify(signed.serial(), signed.message(), signed.signature());
    } catch (IllegalArgumentException e) {
      // The signature is no base64.
      return false;
    }
  }

  /** A field without which nothing can be done; empty where it may well be so. */
  private static String field(JsonNode node, String name) {
    String value = WechatPayNotice.text(node, name);
    if (value == null) {
      throw malformed("the notice has no " + name);
    }
    return value;
  }

  private void requireFresh(String timestamp) {
    try {
      long age = Math.subtractExact(clock.instant().getEpochSecond(), Long.parseLong(timestamp));
      if (age > MAX_AGE.toSeconds() || age < -MAX_AGE.toSeconds()) {
        throw new CallbackRefusedException(Reason.STALE, "signed " + age + " s ago");
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw new CallbackRefusedException(Reason.FORGED, "the timestamp is no time", e);
    }
  }

  private static String required(CallbackRequest request, String header) {
    String value = request.header(header);
    if (value == null || value.isBlank()) {
      throw forged("header " + header + " is missing");
    }
    return value;
  }

  private static CallbackRefusedException forged(String why) {
    return new CallbackRefusedException(Reason.FORGED, why);
  }

  private static CallbackRefusedException malformed(String why) {
    return new CallbackRefusedException(Reason.MALFORMED, why);
  }

  @Override
  public CallbackNotice read(String channelAccountNo, WechatPayNotice verified) {
    return verified.read();
  }

  @Override
  public CallbackAnswer accepted() {
    return new CallbackAnswer(204, "application/json", "");
  }

  @Override
  public CallbackAnswer refused(Reason reason) {
    int status =
        switch (reason) {
          case FORGED, STALE -> 401;
          case MALFORMED, MISMATCHING -> 400;
          case UNKNOWN_ACCOUNT -> 404;
          case TOO_LARGE -> 413;
          case UNAVAILABLE -> 500;
        };
    return new CallbackAnswer(
        status, "application/json", "{\"code\":\"FAIL\",\"message\":\"" + reason + "\"}");
  }
}
