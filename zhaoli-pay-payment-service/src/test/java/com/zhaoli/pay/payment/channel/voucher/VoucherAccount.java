package com.zhaoli.pay.payment.channel.voucher;

import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.nio.charset.StandardCharsets;
import okhttp3.HttpUrl;

/** An account whose settings can be used. It does not print them. */
final class VoucherAccount {
  static final String APP_ID = "app-id";
  static final String SECRET = "secret";
  static final String BASE_URL = "base-url";

  private static final int MIN_SECRET_BYTES = 32;

  private final String appId;
  private final byte[] secret;
  private final HttpUrl baseUrl;

  /**
   * @throws ChannelNotReadyException when a setting is missing or cannot be used
   */
  VoucherAccount(ChannelAccount settings) {
    this.appId = settings.required(APP_ID);
    this.secret = settings.required(SECRET).getBytes(StandardCharsets.UTF_8);
    if (secret.length < MIN_SECRET_BYTES) {
      throw new ChannelNotReadyException(
          "Setting %s of %s must have at least %d characters."
              .formatted(SECRET, settings, MIN_SECRET_BYTES));
    }
    HttpUrl url = HttpUrl.parse(settings.required(BASE_URL));
    if (url == null) {
      throw new ChannelNotReadyException(
          "Setting %s of %s is no address.".formatted(BASE_URL, settings));
    }
    this.baseUrl = url;
  }

  String appId() {
    return appId;
  }

  /** The signature of a body and of what goes with it. */
  String sign(byte[] body, VoucherSignature.Kind kind, String... parts) {
    return VoucherSignature.of(secret, body, kind, parts);
  }

  HttpUrl url(String path) {
    return baseUrl.newBuilder().encodedPath(path).build();
  }

  @Override
  public String toString() {
    return "VoucherAccount[" + appId + "]";
  }
}
