package com.zhaoli.pay.sdk.payment;

import com.zhaoli.pay.sdk.json.JsonBody;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A payment to create. Checked when it is built, so that a mistake shows where it was made.
 *
 * @param outTradeNo the merchant's number: the same number with the same content is the same
 *     payment
 * @param amount in fen, 1 to 100,000,000,000
 * @param notifyUrl where webhooks of this payment go; null for {@code zhaoli.pay.notify-url}, and
 *     where that is not set either for the merchant's endpoint
 * @param expireSeconds after which an unpaid payment is closed; null for the platform's default
 * @param attach comes back in answers and webhooks
 */
public record PaymentCreateRequest(
    String outTradeNo,
    long amount,
    String subject,
    PaymentMethod method,
    @Nullable PaymentChannel channel,
    @Nullable String authCode,
    @Nullable String openid,
    @Nullable String notifyUrl,
    @Nullable String returnUrl,
    @Nullable Integer expireSeconds,
    @Nullable String attach,
    @Nullable String storeId,
    @Nullable String terminalNo) {

  private static final Pattern OUT_TRADE_NO = Pattern.compile("[0-9A-Za-z_\\-*]{1,32}");
  private static final long MAX_AMOUNT = 100_000_000_000L;

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public PaymentCreateRequest {
    require(
        OUT_TRADE_NO.matcher(outTradeNo).matches(),
        "outTradeNo is 1 to 32 characters of 0-9 A-Z a-z _ - *");
    require(amount >= 1 && amount <= MAX_AMOUNT, "amount is 1 to " + MAX_AMOUNT + " fen");
    require(!subject.isBlank(), "subject is empty");
    require(method != PaymentMethod.UNKNOWN, "method is not known");
    require(channel != PaymentChannel.UNKNOWN, "channel is not known");
    require(channel != null || method != PaymentMethod.NATIVE, "method NATIVE needs the channel");
    require(
        authCode != null || method != PaymentMethod.BARCODE, "method BARCODE needs the authCode");
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
        .with("notifyUrl", notifyUrl == null ? defaultNotifyUrl : notifyUrl)
        .with("returnUrl", returnUrl)
        .with("expireSeconds", expireSeconds == null ? null : Long.valueOf(expireSeconds))
        .with("attach", attach)
        .with("storeId", storeId)
        .with("terminalNo", terminalNo)
        .toBytes();
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
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
          set("outTradeNo", outTradeNo),
          set("amount", amount),
          set("subject", subject),
          set("method", method),
          channel,
          authCode,
          openid,
          notifyUrl,
          returnUrl,
          expireSeconds,
          attach,
          storeId,
          terminalNo);
    }

    private static <T> T set(String name, @Nullable T value) {
      if (value == null) {
        throw new IllegalArgumentException(name + " is not set");
      }
      return value;
    }
  }
}
