package com.zhaoli.pay.common.client.job;

/**
 * Asks for keys of a range.
 *
 * @param after the range begins after this key; empty: with the first
 * @param upTo the range's last key
 * @param limit keys at most, 1 to {@value WorkBatch#MAX_KEYS}
 */
public record WorkRange(WorkScope scope, String after, String upTo, int limit) {}
