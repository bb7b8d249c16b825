package com.zhaoli.pay.payment.channel;

import java.net.URI;
import java.util.Optional;

/** How a channel's own app opens our pages, and how it tells us who the payer is. */
public interface PayerBrowser {

  Channel channel();

  /** Whether this User-Agent header is that of the wallet's own browser. */
  boolean recognises(String userAgent);

  /**
   * Where to send the browser so that the wallet says who it is. The wallet comes back to {@code
   * returnTo} with {@code state} and a code.
   *
   * @throws ChannelNotReadyException when the account cannot be used now
   */
  URI authorizeUrl(String channelAccountNo, URI returnTo, String state);

  /** The query parameter in which the wallet brings the code. */
  String codeParameter();

  /**
   * The payer's id, for a code that the wallet brought; good for one use. One call with a time
   * limit; does not throw for anything the channel or the network does.
   *
   * @return empty when the code is not good, or the channel gave no clear answer
   */
  Optional<String> payerId(String channelAccountNo, String code);
}
