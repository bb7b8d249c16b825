package com.zhaoli.pay.notify.claim;

/**
 * What is delivered once: an event to a target, in one delivery of possibly several that were asked
 * for. The brief's global id is the paymentNo; event and target keep a template message from hiding
 * a webhook, and a second refund from being dropped as a duplicate.
 */
public record ClaimKey(String paymentNo, String eventId, String target, int deliverySeq)
    implements Comparable<ClaimKey> {
  private static final String PREFIX = "zhaoli:notify:claim:";

  /** The key in Redis: the payment's number first. */
  public String redisKey() {
    return PREFIX + paymentNo + ':' + eventId + ':' + target + ':' + deliverySeq;
  }

  @Override
  public int compareTo(ClaimKey other) {
    return redisKey().compareTo(other.redisKey());
  }
}
