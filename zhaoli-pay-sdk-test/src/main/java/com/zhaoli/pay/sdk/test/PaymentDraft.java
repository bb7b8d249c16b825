package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A valid request for a payment, as it was sent. Equal exactly for requests of equal content. */
record PaymentDraft(
    String outTradeNo,
    long amount,
    String subject,
    PaymentMethod method,
    @Nullable PaymentChannel channel,
    @Nullable String authCode,
    @Nullable String openid,
    @Nullable String payerIp,
    @Nullable String notifyUrl,
    @Nullable String returnUrl,
    @Nullable Integer expireSeconds,
    @Nullable String attach,
    @Nullable String storeId,
    @Nullable String terminalNo) {

  static final long MAX_AMOUNT_FEN = 100_000_000_000L;
  static final Pattern OUT_NO = Pattern.compile("[0-9A-Za-z_\\-*]{1,32}");
  private static final int DEFAULT_EXPIRE_SECONDS = 1_800;
  private static final int MAX_SUBJECT_LENGTH = 127;
  private static final int MAX_ATTACH_LENGTH = 128;
  private static final int MAX_ADDRESS_LENGTH = 512;
  private static final Pattern LABEL = Pattern.compile("[0-9A-Za-z_\\-]{1,32}");
  private static final Pattern PAYER_ID = Pattern.compile("[0-9A-Za-z_\\-]{1,128}");
  private static final Pattern PAYER_IP =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]{2,45}");
  private static final Pattern ALIPAY_BARCODE = Pattern.compile("(2[5-9]|30)\\d{14,22}");
  private static final Pattern WECHAT_BARCODE = Pattern.compile("1[0-5]\\d{16}");
  private static final List<String> CHANNELS = List.of("ALIPAY", "WECHAT");
  private static final List<String> METHODS =
      List.of("AGGREGATE_QR", "NATIVE", "JSAPI", "WAP", "PAGE", "BARCODE");

  /**
   * Reads a request.
   *
   * @throws Refusal REQUEST_INVALID with a sentence for each field that is wrong
   */
  static PaymentDraft of(Fields fields) {
    Map<String, String> problems = new TreeMap<>();
    String outTradeNo = fields.text("outTradeNo");
    Long amount = fields.number("amount");
    String subject = fields.text("subject");
    String methodWord = fields.text("method");
    String channelWord = fields.text("channel");
    Integer expireSeconds = fields.integer("expireSeconds");
    if (outTradeNo == null || !OUT_NO.matcher(outTradeNo).matches()) {
      problems.put(
          "outTradeNo",
          outTradeNo == null ? "is required" : "must be 1 to 32 of 0-9 A-Z a-z _ - *");
    }
    if (amount == null || amount < 1 || amount > MAX_AMOUNT_FEN) {
      problems.put(
          "amount",
          amount == null
              ? "is required, as an integer number of fen"
              : "must be 1 to " + MAX_AMOUNT_FEN + " fen");
    }
    if (subject == null || subject.isBlank()) {
      problems.put("subject", "is required");
    } else {
      checkText("subject", subject, MAX_SUBJECT_LENGTH, problems);
    }
    if (methodWord == null || !METHODS.contains(methodWord)) {
      problems.put("method", methodWord == null ? "is required" : "must be one of " + METHODS);
    }
    if (channelWord != null && !CHANNELS.contains(channelWord)) {
      problems.put("channel", "must be one of " + CHANNELS);
    }
    String notifyUrl = fields.text("notifyUrl");
    // As for endpoints: only this machine may be called without TLS.
    boolean isHere = notifyUrl != null && WebhookSender.isHere(notifyUrl);
    checkAddress("notifyUrl", notifyUrl, isHere, problems);
    checkAddress("returnUrl", fields.text("returnUrl"), true, problems);
    if (expireSeconds != null && (expireSeconds < 60 || expireSeconds > 7_200)) {
      problems.put("expireSeconds", "must be 60 to 7200");
    }
    checkText("attach", fields.text("attach"), MAX_ATTACH_LENGTH, problems);
    checkLabel("storeId", fields.text("storeId"), problems);
    checkLabel("terminalNo", fields.text("terminalNo"), problems);
    PaymentMethod method = PaymentMethod.of(String.valueOf(methodWord));
    checkForMethod(method, channelWord, fields, problems);
    if (!problems.isEmpty()) {
      throw new Refusal(PlatformError.REQUEST_INVALID, problems);
    }
    String authCode = fields.text("authCode");
    return new PaymentDraft(
        Objects.requireNonNull(outTradeNo),
        Objects.requireNonNull(amount),
        Objects.requireNonNull(subject),
        method,
        authCode != null
            ? walletOf(authCode)
            : channelWord == null ? null : PaymentChannel.of(channelWord),
        authCode,
        fields.text("openid"),
        fields.text("payerIp"),
        notifyUrl,
        fields.text("returnUrl"),
        expireSeconds,
        fields.text("attach"),
        fields.text("storeId"),
        fields.text("terminalNo"));
  }

  long lifeSeconds() {
    return expireSeconds == null ? DEFAULT_EXPIRE_SECONDS : expireSeconds;
  }

  private static void checkForMethod(
      PaymentMethod method, @Nullable String channel, Fields fields, Map<String, String> problems) {
    if (method == PaymentMethod.UNKNOWN) {
      return;
    }
    checkPayer("openid", method == PaymentMethod.JSAPI, fields, problems);
    checkPayer("payerIp", method == PaymentMethod.WAP, fields, problems);
    String openid = fields.text("openid");
    if (method == PaymentMethod.JSAPI && (openid == null || !PAYER_ID.matcher(openid).matches())) {
      problems.put(
          "openid",
          openid == null
              ? "is required: the payer's id at the wallet"
              : "must be 1 to 128 of 0-9 A-Z a-z _ -");
    }
    String payerIp = fields.text("payerIp");
    if (method == PaymentMethod.WAP && payerIp != null && !PAYER_IP.matcher(payerIp).matches()) {
      problems.put("payerIp", "must be an IPv4 or IPv6 address");
    }
    checkPayer("authCode", method == PaymentMethod.BARCODE, fields, problems);
    switch (method) {
      case AGGREGATE_QR -> {
        if (channel != null) {
          problems.put("channel", "does not go with this method");
        }
      }
      case BARCODE -> checkBarcode(fields.text("authCode"), channel, problems);
      case NATIVE, JSAPI, WAP, PAGE -> {
        if (channel == null) {
          problems.put("channel", "is required");
        }
      }
      case UNKNOWN -> throw new IllegalStateException("returned above");
    }
  }

  private static void checkBarcode(
      @Nullable String authCode, @Nullable String channel, Map<String, String> problems) {
    PaymentChannel wallet = authCode == null ? PaymentChannel.UNKNOWN : walletOf(authCode);
    if (authCode == null) {
      problems.put("authCode", "is required");
    } else if (wallet == PaymentChannel.UNKNOWN) {
      problems.put("authCode", "is not the barcode of a wallet known here");
    } else if (channel != null && !channel.equals(wallet.name())) {
      problems.put("channel", "is not the wallet of this authCode, which is " + wallet);
    }
  }

  private static PaymentChannel walletOf(String authCode) {
    if (ALIPAY_BARCODE.matcher(authCode).matches()) {
      return PaymentChannel.ALIPAY;
    }
    return WECHAT_BARCODE.matcher(authCode).matches()
        ? PaymentChannel.WECHAT
        : PaymentChannel.UNKNOWN;
  }

  private static void checkPayer(
      String name, boolean belongs, Fields fields, Map<String, String> problems) {
    if (!belongs && fields.text(name) != null) {
      problems.put(name, "does not go with this method");
    }
  }

  static void checkText(
      String name, @Nullable String value, int maxLength, Map<String, String> problems) {
    if (value == null) {
      return;
    }
    if (value.codePointCount(0, value.length()) > maxLength) {
      problems.put(name, "must have at most " + maxLength + " characters");
    } else if (!isClean(value)) {
      problems.put(name, "must not have control characters or halves of characters");
    }
  }

  static boolean isClean(String text) {
    return text.codePoints()
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  private static void checkLabel(
      String name, @Nullable String value, Map<String, String> problems) {
    if (value != null && !LABEL.matcher(value).matches()) {
      problems.put(name, "must be 1 to 32 of 0-9 A-Z a-z _ -");
    }
  }

  private static void checkAddress(
      String name, @Nullable String address, boolean httpToo, Map<String, String> problems) {
    if (address == null) {
      return;
    }
    if (address.length() > MAX_ADDRESS_LENGTH) {
      problems.put(name, "must have at most " + MAX_ADDRESS_LENGTH + " characters");
    } else if (!address.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      problems.put(name, "must be an URL of ASCII characters, the others percent-encoded");
    } else {
      checkUri(name, address, httpToo, problems);
    }
  }

  private static void checkUri(
      String name, String address, boolean httpToo, Map<String, String> problems) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      problems.put(name, "is not a valid URL");
      return;
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(httpToo && scheme.equals("http"))) {
      problems.put(
          name,
          httpToo ? "must be an absolute http or https URL" : "must be an absolute https URL");
    } else if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      problems.put(name, "must name a host, and a port of 1 to 65535 if any");
    } else if (uri.getRawUserInfo() != null) {
      problems.put(name, "must not have user info");
    } else if (uri.getRawFragment() != null) {
      problems.put(name, "must not have a fragment");
    }
  }

  /** Names the payment, and nothing of the payer. */
  @Override
  public String toString() {
    return "PaymentDraft[outTradeNo=" + outTradeNo + ", amount=" + amount + "]";
  }
}
