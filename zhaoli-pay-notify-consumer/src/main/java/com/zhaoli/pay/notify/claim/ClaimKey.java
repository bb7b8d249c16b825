package com.zhaoli.pay.notify.claim;

/**
 * What is delivered once: an event to a target, in one delivery of possibly several that were asked
 * for. The brief's global id is the paymentNo; event and target keep a template message from hiding
 * a webhook, and a second refund from being dropped as a duplicate.
 */
public record ClaimKey(String paymentNo, String eventId, String target, int deliverySeq)
    implements Comparable<ClaimKey> {
  private static final String PREFIX = "zhaoli:notify:claims:";

  /** A payment's number up to the second of its time. */
  private static final int SECOND = "pay_01M8E1W0".length();

  /**
   * The hash in Redis that the claim lies in: that of the second in which the payment was made, so
   * that a batch has few of them, and each is small.
   */
  public String redisHash() {
    return PREFIX + paymentNo.substring(0, Math.min(SECOND, paymentNo.length()));
  }

  /** The claim in its hash: the payment's number first. */
  public String redisField() {
    return paymentNo + ':' + eventId + ':' + target + ':' + deliverySeq;
  }

  @Override
  public int compareTo(ClaimKey other) {
    return redisField().compareTo(other.redisField());
  }
}
