package com.zhaoli.pay.common.message;

/**
 * One member of a received batch. A consumer handles what it can read and keeps the rest: a member
 * that cannot be read harms no other.
 */
public sealed interface BatchMember {

  /** The member's own bytes as they stood in the frame. */
  byte[] bytes();

  /** A member that was read. */
  record Intact(PaymentEvent event, byte[] bytes) implements BatchMember {}

  /** A member whose check sum or content is wrong. */
  record Corrupt(String reason, byte[] bytes) implements BatchMember {}

  /** A member that a newer writer made: to be parked, never dropped. */
  record UnknownVersion(int version, byte[] bytes) implements BatchMember {}
}
