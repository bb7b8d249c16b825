package com.zhaoli.pay.notify.delivery;

/** What is left to do with an assignment after it was processed. */
public sealed interface Verdict {

  Assignment assignment();

  /** Nothing: delivered, skipped, gone, or settled before. */
  record Settled(Assignment assignment) implements Verdict {}

  /** To be tried again after the retry interval, with this many failed attempts. */
  record Retry(Assignment assignment, int attempts) implements Verdict {}

  /** To be looked at again in 3 s, attempts unchanged: held by another, or no time was left. */
  record Wait(Assignment assignment) implements Verdict {}

  /** The database brings it back, or whoever is still calling the target settles it. */
  record Kept(Assignment assignment, int attempts) implements Verdict {}

  /** Given up. */
  record Parked(Assignment assignment, int attempts, String reason) implements Verdict {}
}
