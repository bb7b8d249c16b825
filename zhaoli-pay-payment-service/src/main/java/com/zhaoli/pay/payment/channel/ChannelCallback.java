package com.zhaoli.pay.payment.channel;

import java.util.Set;

/**
 * A channel's own steps of receiving a callback. The order of the steps is fixed elsewhere; the
 * type parameter makes sure that only what was verified can be read.
 *
 * @param <V> a body whose signature was verified
 */
public interface ChannelCallback<V> {

  Channel channel();

  /** The part of the callback address that names the channel: {@code /callback/<pathName>}. */
  String pathName();

  /**
   * The headers that are part of the proof, in lower case: they are kept with the body, so that a
   * callback can be verified again when somebody looks into a case.
   */
  default Set<String> proofHeaders() {
    return Set.of();
  }

  /**
   * Checks that the channel wrote this, for this account, and (where the channel says when) lately.
   *
   * @throws CallbackRefusedException when it did not
   * @throws ChannelNotReadyException when our own keys are not there to check with
   */
  V verify(String channelAccountNo, CallbackRequest request);

  /**
   * Reads a verified body and compares its app and merchant with the account's.
   *
   * @throws CallbackRefusedException when it cannot be read or is meant for somebody else
   */
  CallbackNotice read(String channelAccountNo, V verified);

  /** What tells the channel that it need not send this again. */
  CallbackAnswer accepted();

  /** The channel's own failure answer. The reason in it is for people, without internals. */
  CallbackAnswer refused(CallbackRefusedException.Reason reason);
}
