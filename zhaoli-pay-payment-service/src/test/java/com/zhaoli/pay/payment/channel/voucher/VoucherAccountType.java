package com.zhaoli.pay.payment.channel.voucher;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.util.List;
import java.util.Map;

/** An account of the wallet: an app, and the secret that both sides sign with. */
final class VoucherAccountType implements ChannelAccountType {
  private static final String NOT_ACCEPTED =
      "Voucher does not accept our signature: app-id and secret do not belong together.";

  private final VoucherClient client;

  VoucherAccountType(VoucherClient client) {
    this.client = client;
  }

  @Override
  public Channel channel() {
    return VoucherChannel.VOUCHER;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting(VoucherAccount.APP_ID, true, false, "The app's id."),
        new Setting(
            VoucherAccount.SECRET,
            true,
            true,
            "The secret that both sides sign with, at least 32 characters."),
        new Setting(VoucherAccount.BASE_URL, true, false, "Where the API is."));
  }

  @Override
  public Trial tryOut(ChannelAccount candidate) {
    VoucherAccount account;
    try {
      account = new VoucherAccount(candidate);
    } catch (ChannelNotReadyException e) {
      return new Trial.Wrong(String.valueOf(e.getMessage()));
    }
    try {
      VoucherAnswer answer = client.call(account, "/v1/account", Map.of());
      return answer.isOk() && answer.names("appId", account.appId())
          ? new Trial.Works()
          : new Trial.Unclear(answer.unexplained());
    } catch (NoAnswerException e) {
      return e.isUnauthorized() ? new Trial.Wrong(NOT_ACCEPTED) : new Trial.Unclear(e.reason());
    }
  }
}
