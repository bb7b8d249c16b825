package com.zhaoli.pay.payment.channel.voucher;

import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.util.Optional;

/** The accounts of this channel. They are cheap to make, so none is kept. */
final class VoucherAccounts {
  private final ChannelAccountSource source;

  VoucherAccounts(ChannelAccountSource source) {
    this.source = source;
  }

  boolean exists(String channelAccountNo) {
    return source.exists(VoucherChannel.VOUCHER, channelAccountNo);
  }

  /**
   * The account, ready for use.
   *
   * @throws ChannelNotReadyException when it is not there or a setting cannot be used
   */
  VoucherAccount get(String channelAccountNo) {
    return source
        .find(VoucherChannel.VOUCHER, channelAccountNo)
        .map(VoucherAccount::new)
        .orElseThrow(
            () ->
                new ChannelNotReadyException(
                    "There is no Voucher account " + channelAccountNo + "."));
  }

  /**
   * The account as it was before its settings were replaced, while callbacks that were signed for
   * those may still arrive. Empty also when they could not be used: they had to be replaced.
   */
  Optional<VoucherAccount> previous(String channelAccountNo) {
    try {
      return source.findPrevious(VoucherChannel.VOUCHER, channelAccountNo).map(VoucherAccount::new);
    } catch (ChannelNotReadyException e) {
      return Optional.empty();
    }
  }
}
