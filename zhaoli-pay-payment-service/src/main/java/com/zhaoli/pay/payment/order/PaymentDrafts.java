package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.order.PaymentCreateCommand.Draft;
import org.springframework.stereotype.Component;

/** Checks what requests for payments say against the channels that there are. */
@Component
public class PaymentDrafts {
  private final ChannelRegistry channels;

  PaymentDrafts(ChannelRegistry channels) {
    this.channels = channels;
  }

  /**
   * The command that this is a draft of.
   *
   * @throws ApiException REQUEST_INVALID with a sentence for each bad field
   */
  public PaymentCreateCommand check(Draft draft, String merchantNo, String appId) {
    return draft.check(merchantNo, appId, channels.names(), channels::ofAuthCode);
  }
}
