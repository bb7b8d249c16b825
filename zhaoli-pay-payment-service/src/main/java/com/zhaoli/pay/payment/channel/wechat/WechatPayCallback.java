package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.zhaoli.pay.payment.channel.CallbackAnswer;
import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.CallbackRefusedException;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * WeChat Pay's notice: signed headers and an encrypted resource. The SDK verifies before it
 * decrypts, but takes a signature of any age; here it may be 300 s old at most.
 */
@Component
class WechatPayCallback implements ChannelCallback<WechatPayCallback.VerifiedTransaction> {
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final WechatPayAccounts accounts;
  private final Clock clock;

  WechatPayCallback(WechatPayAccounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The decrypted resource of a notice that WeChat Pay signed. */
  static final class VerifiedTransaction {
    private final Transaction transaction;

    private VerifiedTransaction(Transaction transaction) {
      this.transaction = transaction;
    }
  }

  @Override
  public Channel channel() {
    return Channel.WECHAT;
  }

  @Override
  public String pathName() {
    return "wechat-pay";
  }

  @Override
  public VerifiedTransaction verify(String channelAccountNo, CallbackRequest request) {
    if (!accounts.isConfigured(channelAccountNo)) {
      throw new CallbackRefusedException(Reason.UNKNOWN_ACCOUNT, "no such WeChat Pay account");
    }
    String timestamp = required(request, "Wechatpay-Timestamp");
    requireFresh(timestamp);
    RequestParam signed =
        new RequestParam.Builder()
            .serialNumber(required(request, "Wechatpay-Serial"))
            .nonce(required(request, "Wechatpay-Nonce"))
            .signature(required(request, "Wechatpay-Signature"))
            .timestamp(timestamp)
            .body(new String(request.body(), StandardCharsets.UTF_8))
            .build();
    return new VerifiedTransaction(parse(accounts.get(channelAccountNo), signed));
  }

  private static Transaction parse(WechatPayAccount account, RequestParam signed) {
    @Nullable Transaction transaction;
    try {
      transaction = account.notices().parse(signed, Transaction.class);
    } catch (ValidationException | IllegalArgumentException e) {
      // IllegalArgumentException: the signature is no base64.
      throw new CallbackRefusedException(Reason.FORGED, "the signature is not WeChat Pay's");
    } catch (RuntimeException e) {
      // Verified, but not decrypted or read. The SDK has many ways to say so, among them a
      // NullPointerException where associated_data is missing; their messages quote the body.
      throw new CallbackRefusedException(
          Reason.MALFORMED, "the notice cannot be read: " + e.getClass().getSimpleName());
    }
    if (transaction == null) {
      throw new CallbackRefusedException(Reason.MALFORMED, "the resource is empty");
    }
    return transaction;
  }

  private void requireFresh(String timestamp) {
    try {
      long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
      if (age > MAX_AGE.toSeconds() || age < -MAX_AGE.toSeconds()) {
        throw new CallbackRefusedException(Reason.STALE, "signed " + age + " s ago");
      }
    } catch (NumberFormatException e) {
      throw new CallbackRefusedException(Reason.FORGED, "the timestamp is no number", e);
    }
  }

  private static String required(CallbackRequest request, String header) {
    String value = request.header(header);
    if (value == null || value.isBlank()) {
      throw new CallbackRefusedException(Reason.FORGED, "header " + header + " is missing");
    }
    return value;
  }

  @Override
  public CallbackNotice read(String channelAccountNo, VerifiedTransaction verified) {
    WechatPayAccount account = accounts.get(channelAccountNo);
    Transaction transaction = verified.transaction;
    if (!account.mchId().equals(transaction.getMchid())
        || !account.appId().equals(transaction.getAppid())) {
      throw new CallbackRefusedException(
          Reason.MISMATCHING, "the notice is for another merchant or app");
    }
    String attemptNo = transaction.getOutTradeNo();
    if (attemptNo == null || transaction.getTradeState() == null) {
      throw new CallbackRefusedException(Reason.MALFORMED, "the notice is not about a payment");
    }
    return new CallbackNotice.OfPayment(attemptNo, WechatPayAnswers.ofTransaction(transaction));
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
