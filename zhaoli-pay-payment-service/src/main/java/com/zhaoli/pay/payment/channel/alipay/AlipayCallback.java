package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipaySignature;
import com.zhaoli.pay.payment.channel.CallbackAnswer;
import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.CallbackRefusedException;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Alipay's notice: a form whose signature covers all fields but {@code sign} and {@code sign_type}.
 * The notice carries no time that could be trusted to be recent (Alipay repeats it unchanged for a
 * day), so there is no stale notice here; repeating one has no effect.
 */
class AlipayCallback implements ChannelCallback<AlipayCallback.VerifiedForm> {
  private static final int MAX_FIELDS = 200;

  private final AlipayAccounts accounts;

  AlipayCallback(AlipayAccounts accounts) {
    this.accounts = accounts;
  }

  /** The fields of a form that Alipay signed, for the account whose keys prove it. */
  static final class VerifiedForm {
    private final Map<String, String> fields;
    private final AlipayAccount account;

    private VerifiedForm(Map<String, String> fields, AlipayAccount account) {
      this.fields = fields;
      this.account = account;
    }
  }

  @Override
  public Channel channel() {
    return Channel.ALIPAY;
  }

  @Override
  public String pathName() {
    return "alipay";
  }

  @Override
  public VerifiedForm verify(String channelAccountNo, CallbackRequest request) {
    if (!accounts.isConfigured(channelAccountNo)) {
      throw new CallbackRefusedException(Reason.UNKNOWN_ACCOUNT, "no such Alipay account");
    }
    AlipayAccount account = accounts.get(channelAccountNo);
    Map<String, String> form = parseForm(request.body());
    if (isSigned(form, account)) {
      return new VerifiedForm(form, account);
    }
    // Alipay repeats a notice for a day, signed for the keys of when it was made.
    return accounts
        .findPrevious(channelAccountNo)
        .filter(previous -> isSigned(form, previous))
        .map(previous -> new VerifiedForm(form, previous))
        .orElseThrow(
            () -> new CallbackRefusedException(Reason.FORGED, "the signature is not Alipay's"));
  }

  private static boolean isSigned(Map<String, String> form, AlipayAccount account) {
    String sign = form.get("sign");
    if (sign == null || !isStrictBase64(sign) || !"RSA2".equals(form.get("sign_type"))) {
      return false;
    }
    AlipayKeys.Certificates certificates = account.keys().certificates();
    String serial = form.get("alipay_cert_sn");
    if (certificates != null && serial != null && !serial.equals(certificates.alipaySerial())) {
      return false;
    }
    try {
      // The SDK removes the signature from the map it gets, hence the copy.
      return AlipaySignature.rsaCheckV1(
          new HashMap<>(form), account.keys().verifyKey(), "UTF-8", "RSA2");
    } catch (AlipayApiException e) {
      // Thrown for a signature that is no base64. The message holds the whole form and the key, so
      // it is not kept.
      return false;
    }
  }

  /**
   * Whether it is base64 as an encoder makes it. The SDK passes over other characters, so that one
   * signature would have many spellings.
   */
  private static boolean isStrictBase64(String sign) {
    try {
      return !sign.isEmpty()
          && Base64.getEncoder().encodeToString(Base64.getDecoder().decode(sign)).equals(sign);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public CallbackNotice read(String channelAccountNo, VerifiedForm form) {
    if (!form.account.appId().equals(form.fields.get("app_id"))) {
      throw new CallbackRefusedException(Reason.MISMATCHING, "the notice is for another app");
    }
    String sellerId = form.account.sellerId();
    if (sellerId != null && !sellerId.equals(form.fields.get("seller_id"))) {
      throw new CallbackRefusedException(Reason.MISMATCHING, "the notice is for another seller");
    }
    return AlipayNotice.read(form.fields);
  }

  @Override
  public CallbackAnswer accepted() {
    return new CallbackAnswer(200, "text/plain;charset=UTF-8", "success");
  }

  @Override
  public CallbackAnswer refused(Reason reason) {
    // Alipay takes anything but the seven characters of success as a failure and sends it again.
    return new CallbackAnswer(200, "text/plain;charset=UTF-8", "failure");
  }

  private static Map<String, String> parseForm(byte[] body) {
    Map<String, String> fields = new HashMap<>();
    String text = new String(body, StandardCharsets.UTF_8);
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('&', start);
      end = end < 0 ? text.length() : end;
      int equals = text.indexOf('=', start);
      if (equals >= start && equals < end) {
        String name = decode(text.substring(start, equals));
        // A field that is there twice could be signed in one reading and used in another.
        if (fields.put(name, decode(text.substring(equals + 1, end))) != null) {
          throw new CallbackRefusedException(Reason.FORGED, "the form has a field twice");
        }
      }
      if (fields.size() > MAX_FIELDS) {
        throw new CallbackRefusedException(Reason.FORGED, "the form has too many fields");
      }
      start = end + 1;
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new CallbackRefusedException(Reason.FORGED, "the form is not URL-encoded", e);
    }
  }
}
