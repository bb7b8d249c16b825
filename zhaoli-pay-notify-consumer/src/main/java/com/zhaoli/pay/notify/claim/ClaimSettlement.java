package com.zhaoli.pay.notify.claim;

/**
 * How a claim ends.
 *
 * @param done true when there is nothing left to do; false releases the lease for the next attempt
 * @param attempts failed attempts so far; the stored number never goes down
 */
public record ClaimSettlement(ClaimKey key, boolean done, int attempts) {}
