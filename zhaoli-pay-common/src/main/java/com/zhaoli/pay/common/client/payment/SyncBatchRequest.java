package com.zhaoli.pay.common.client.payment;

/**
 * Asks for one step of the status sync of a shard.
 *
 * @param index shard, from 0 to total - 1
 * @param total number of shards, 1 to 1,024
 * @param limit payments examined at most, 1 to 500
 */
public record SyncBatchRequest(int index, int total, int limit) {}
