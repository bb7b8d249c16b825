package com.zhaoli.pay.sdk.payment;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A payment to create. Checked when it is built, so that a mistake shows where it was made.
 *
 * @param outTradeNo the merchant's number: the same number with the same content is the same
 *     payment
 * @param amount in fen, 1 to 100,000,000,000
 * @param subject shown to the payer, at most 127 characters
 * @param channel required for NATIVE, JSAPI, WAP and PAGE; AGGREGATE_QR has none, since the payer
 *     chooses; a barcode tells it by itself
 * @param authCode the number of the payer's barcode, for BARCODE only
 * @param openid the payer's id at the wallet, for JSAPI only
 * @param payerIp address of the payer's browser, for WAP only
 * @param notifyUrl where webhooks of this payment go, which is an https address outside of
 *     development; null for {@code zhaoli.pay.notify-url}, and where that is not set either for the
 *     merchant's endpoint
 * @param returnUrl where the payer's browser goes afterwards
 * @param expireSeconds 60 to 7200, after which an unpaid payment is closed; null for the platform's
 *     default
 * @param attach comes back in answers and webhooks, at most 128 characters
 */
public record PaymentCreateRequest(
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

  private static final int MAX_SUBJECT_LENGTH = 127;
  private static final int MAX_ATTACH_LENGTH = 128;
  private static final int MIN_EXPIRE_SECONDS = 60;
  private static final int MAX_EXPIRE_SECONDS = 7_200;
  private static final Pattern AUTH_CODE = Pattern.compile("[0-9]{16,32}");
  private static final Pattern PAYER_ID = Pattern.compile("[0-9A-Za-z_\\-]{1,128}");
  private static final Pattern PAYER_IP =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]{2,45}");

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public PaymentCreateRequest {
    Checks.outNo("outTradeNo", outTradeNo);
    Checks.amount("amount", amount);
    Checks.requiredText("subject", subject, MAX_SUBJECT_LENGTH);
    Checks.require(method != PaymentMethod.UNKNOWN, "method is not known");
    Checks.require(channel != PaymentChannel.UNKNOWN, "channel is not known");
    Checks.webAddress("notifyUrl", notifyUrl);
    Checks.webAddress("returnUrl", returnUrl);
    Checks.range("expireSeconds", expireSeconds, MIN_EXPIRE_SECONDS, MAX_EXPIRE_SECONDS);
    Checks.text("attach", attach, MAX_ATTACH_LENGTH);
    Checks.label("storeId", storeId);
    Checks.label("terminalNo", terminalNo);
    checkChannel(method, channel);
    checkPayer("authCode", authCode, AUTH_CODE, method, PaymentMethod.BARCODE);
    checkPayer("openid", openid, PAYER_ID, method, PaymentMethod.JSAPI);
    checkPayer("payerIp", payerIp, PAYER_IP, method, PaymentMethod.WAP);
    Checks.require(
        authCode != null || method != PaymentMethod.BARCODE, "method BARCODE needs the authCode");
    Checks.require(
        openid != null || method != PaymentMethod.JSAPI, "method JSAPI needs the openid");
  }

  private static void checkChannel(PaymentMethod method, @Nullable PaymentChannel channel) {
    switch (method) {
      case AGGREGATE_QR ->
          Checks.require(
              channel == null, "method AGGREGATE_QR has no channel: the payer chooses it");
      case NATIVE, JSAPI, WAP, PAGE ->
          Checks.require(channel != null, "method " + method + " needs the channel");
      case BARCODE, UNKNOWN -> {}
    }
  }

  /** What is known of the payer goes with one method only. */
  private static void checkPayer(
      String name,
      @Nullable String value,
      Pattern form,
      PaymentMethod method,
      PaymentMethod itsOwn) {
    if (value != null) {
      Checks.require(method == itsOwn, name + " goes with method " + itsOwn + " only");
      Checks.require(form.matcher(value).matches(), name + " is not of the form " + form);
    }
  }

  /** Names the payment, and nothing of the payer. */
  @Override
  public String toString() {
    return "PaymentCreateRequest[outTradeNo="
        + outTradeNo
        + ", amount="
        + amount
        + ", subject="
        + subject
        + ", method="
        + method
        + ", channel="
        + channel
        + ", authCode=***, openid=***, payerIp=***, storeId="
        + storeId
        + ", terminalNo="
        + terminalNo
        + "]";
  }

  /** Begins a request; outTradeNo, amount, subject and method have to be set. */
  public static Builder builder() {
    return new Builder();
  }

  byte[] toJson(@Nullable String defaultNotifyUrl) {
    return new JsonBody()
        .with("outTradeNo", outTradeNo)
        .with("amount", Long.valueOf(amount))
        .with("subject", subject)
        .with("method", method.name())
        .with("channel", channel == null ? null : channel.name())
        .with("authCode", authCode)
        .with("openid", openid)
        .with("payerIp", payerIp)
        .with("notifyUrl", notifyUrl == null ? defaultNotifyUrl : notifyUrl)
        .with("returnUrl", returnUrl)
        .with("expireSeconds", expireSeconds)
        .with("attach", attach)
        .with("storeId", storeId)
        .with("terminalNo", terminalNo)
        .toBytes();
  }

  /** Sets a request's fields by name. */
  public static final class Builder {
    private @Nullable String outTradeNo;
    private @Nullable Long amount;
    private @Nullable String subject;
    private @Nullable PaymentMethod method;
    private @Nullable PaymentChannel channel;
    private @Nullable String authCode;
    private @Nullable String openid;
    private @Nullable String payerIp;
    private @Nullable String notifyUrl;
    private @Nullable String returnUrl;
    private @Nullable Integer expireSeconds;
    private @Nullable String attach;
    private @Nullable String storeId;
    private @Nullable String terminalNo;

    private Builder() {}

    public Builder outTradeNo(String value) {
      this.outTradeNo = value;
      return this;
    }

    /** In fen. */
    public Builder amount(long fen) {
      this.amount = fen;
      return this;
    }

    public Builder subject(String value) {
      this.subject = value;
      return this;
    }

    public Builder method(PaymentMethod value) {
      this.method = value;
      return this;
    }

    public Builder channel(PaymentChannel value) {
      this.channel = value;
      return this;
    }

    public Builder authCode(String value) {
      this.authCode = value;
      return this;
    }

    public Builder openid(String value) {
      this.openid = value;
      return this;
    }

    public Builder payerIp(String value) {
      this.payerIp = value;
      return this;
    }

    public Builder notifyUrl(String value) {
      this.notifyUrl = value;
      return this;
    }

    public Builder returnUrl(String value) {
      this.returnUrl = value;
      return this;
    }

    public Builder expireSeconds(int value) {
      this.expireSeconds = value;
      return this;
    }

    public Builder attach(String value) {
      this.attach = value;
      return this;
    }

    public Builder storeId(String value) {
      this.storeId = value;
      return this;
    }

    public Builder terminalNo(String value) {
      this.terminalNo = value;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException when a field is missing or wrong
     */
    public PaymentCreateRequest build() {
      return new PaymentCreateRequest(
          Checks.set("outTradeNo", outTradeNo),
          Checks.set("amount", amount),
          Checks.set("subject", subject),
          Checks.set("method", method),
          channel,
          authCode,
          openid,
          payerIp,
          notifyUrl,
          returnUrl,
          expireSeconds,
          attach,
          storeId,
          terminalNo);
    }
  }
}
