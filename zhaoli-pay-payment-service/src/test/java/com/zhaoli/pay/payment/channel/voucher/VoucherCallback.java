package com.zhaoli.pay.payment.channel.voucher;

import com.zhaoli.pay.payment.channel.CallbackAnswer;
import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.CallbackRefusedException;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.channel.voucher.VoucherSignature.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The wallet's callback: JSON whose bytes, time and nonce are signed in headers. Each repetition is
 * signed anew, so an old signature is somebody else's repetition.
 */
final class VoucherCallback implements ChannelCallback<VoucherCallback.Verified> {
  /** The part of the callback address that names this channel. */
  static final String PATH_NAME = "voucher";

  private static final Duration MAX_AGE = Duration.ofMinutes(5);
  private static final Set<String> PROOF_HEADERS =
      Set.of("voucher-timestamp", "voucher-nonce", "voucher-sign");

  private final VoucherAccounts accounts;
  private final Clock clock;
  private final JsonMapper json = new JsonMapper();

  VoucherCallback(VoucherAccounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Bytes that the channel signed for this account. Only {@link #verify} makes one. */
  static final class Verified {
    private final VoucherAccount account;
    private final byte[] body;

    private Verified(VoucherAccount account, byte[] body) {
      this.account = account;
      this.body = body;
    }
  }

  @Override
  public Channel channel() {
    return VoucherChannel.VOUCHER;
  }

  @Override
  public String pathName() {
    return PATH_NAME;
  }

  @Override
  public Set<String> proofHeaders() {
    return PROOF_HEADERS;
  }

  @Override
  public Verified verify(String channelAccountNo, CallbackRequest request) {
    if (!accounts.exists(channelAccountNo)) {
      throw new CallbackRefusedException(Reason.UNKNOWN_ACCOUNT, "no such Voucher account");
    }
    String timestamp = required(request, VoucherClient.TIMESTAMP);
    String nonce = required(request, VoucherClient.NONCE);
    String sign = required(request, VoucherClient.SIGN);
    byte[] body = request.body();
    VoucherAccount signedFor =
        Stream.concat(
                Stream.of(accounts.get(channelAccountNo)),
                accounts.previous(channelAccountNo).stream())
            .filter(
                account ->
                    VoucherSignature.matches(
                        account.sign(body, Kind.CALLBACK, timestamp, nonce), sign))
            .findFirst()
            .orElseThrow(() -> forged("the signature is not the channel's"));
    requireFresh(timestamp);
    return new Verified(signedFor, body);
  }

  private static String required(CallbackRequest request, String header) {
    String value = request.header(header);
    if (value == null || value.isBlank()) {
      throw forged("header " + header + " is missing");
    }
    return value;
  }

  private void requireFresh(String timestamp) {
    long age;
    try {
      age = Math.subtractExact(clock.instant().getEpochSecond(), Long.parseLong(timestamp));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new CallbackRefusedException(Reason.MALFORMED, "the timestamp is no time", e);
    }
    if (age > MAX_AGE.toSeconds() || age < -MAX_AGE.toSeconds()) {
      throw new CallbackRefusedException(Reason.STALE, "signed " + age + " s ago");
    }
  }

  @Override
  public CallbackNotice read(String channelAccountNo, Verified verified) {
    VoucherAnswer told;
    try {
      told = new VoucherAnswer(json.readTree(verified.body));
    } catch (JacksonException e) {
      // Its message quotes the callback.
      throw malformed("it is no JSON");
    }
    if (!told.names("appId", verified.account.appId())) {
      throw new CallbackRefusedException(Reason.MISMATCHING, "it is for another app");
    }
    String orderNo = told.text("orderNo");
    String refundNo = told.text("refundNo");
    if (orderNo == null) {
      throw malformed("it names no order");
    }
    return refundNo == null
        ? new CallbackNotice.OfPayment(orderNo, VoucherOutcomes.ofOrder(orderNo, told))
        : new CallbackNotice.OfRefund(
            orderNo, refundNo, VoucherOutcomes.ofRefund(orderNo, refundNo, told));
  }

  private static CallbackRefusedException forged(String why) {
    return new CallbackRefusedException(Reason.FORGED, why);
  }

  private static CallbackRefusedException malformed(String why) {
    return new CallbackRefusedException(Reason.MALFORMED, why);
  }

  @Override
  public CallbackAnswer accepted() {
    return new CallbackAnswer(200, "application/json", "{\"code\":\"OK\"}");
  }

  @Override
  public CallbackAnswer refused(Reason reason) {
    int status =
        switch (reason) {
          case FORGED, STALE -> 401;
          case MALFORMED, MISMATCHING -> 400;
          case UNKNOWN_ACCOUNT -> 404;
          case TOO_LARGE -> 413;
          case UNAVAILABLE -> 503;
        };
    return new CallbackAnswer(status, "application/json", "{\"code\":\"" + reason + "\"}");
  }
}
