package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds payments by the channel's own number, also where we have not heard of it: a callback that
 * was missed is just when a merchant, with the payer's receipt in hand, asks by that number.
 */
@Component
public class PaymentFinder {
  private final PaymentService payments;
  private final PaymentStore store;
  private final ChannelRegistry channels;
  private final ChannelAccountSource accounts;

  PaymentFinder(
      PaymentService payments,
      PaymentStore store,
      ChannelRegistry channels,
      ChannelAccountSource accounts) {
    this.payments = payments;
    this.store = store;
    this.channels = channels;
    this.accounts = accounts;
  }

  /**
   * The merchant's payment; where our books do not have the number, the channels are asked, one
   * call for each that the merchant can be paid through.
   *
   * @throws ApiException PAYMENT_NOT_FOUND, also when it is another merchant's
   */
  public PaymentBO byChannelTradeNo(String merchantNo, String channelTradeNo) {
    return payments
        .findByChannelTradeNo(merchantNo, channelTradeNo)
        .or(() -> askChannels(merchantNo, channelTradeNo))
        .orElseThrow(() -> new ApiException(ErrorCode.PAYMENT_NOT_FOUND));
  }

  private Optional<PaymentBO> askChannels(String merchantNo, String channelTradeNo) {
    if (!PaymentService.isChannelTradeNo(channelTradeNo)) {
      return Optional.empty();
    }
    for (PaymentChannel channel : channels.all()) {
      Optional<PaymentBO> found =
          accounts
              .accountFor(merchantNo, channel.channel())
              .flatMap(account -> channel.findAttemptNo(account, channelTradeNo))
              .flatMap(store::findByAttempt)
              .filter(payment -> isTheirs(payment, merchantNo, channel.channel()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean isTheirs(PaymentBO payment, String merchantNo, Channel channel) {
    return payment.merchantNo().equals(merchantNo)
        && payment.requireAttempt().channel().equals(channel);
  }
}
