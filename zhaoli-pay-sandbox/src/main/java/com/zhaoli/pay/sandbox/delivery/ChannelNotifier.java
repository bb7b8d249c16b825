package com.zhaoli.pay.sandbox.delivery;

import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.order.Channel;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;

/** How one channel tells the platform of payments and refunds. */
public interface ChannelNotifier {
  Channel channel();

  /** The name under which faults strike this channel's notifies. */
  FaultTarget faultTarget();

  /** The waiting times between attempts, as the real channel has them. */
  List<Duration> schedule();

  /**
   * One attempt, freshly signed.
   *
   * @param notifyId the same for all attempts
   * @param notifyUrl where it goes
   */
  HttpRequest.Builder request(
      NotifyEvent event, String notifyId, String notifyUrl, Distortion distortion);

  /** Whether this answer ends the notify. */
  boolean accepts(Http.Answer answer);

  /**
   * What an injected fault changes in one attempt.
   *
   * @param badSignature the signature does not match
   * @param extraFen is added to the amount before it is signed
   */
  record Distortion(boolean badSignature, long extraFen) {}
}
