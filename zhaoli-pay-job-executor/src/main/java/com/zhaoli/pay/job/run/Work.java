package com.zhaoli.pay.job.run;

import com.zhaoli.pay.common.client.job.WorkApi;

/**
 * A job that is done by ranges of keys.
 *
 * @param job the handler's name in the admin
 * @param service where it is done
 * @param name the work's name there
 * @param batchKeys keys that are handed over at once, where the trigger does not say
 * @param perDay whether a run is about a business day, and each day is done once
 */
public record Work(String job, WorkApi service, String name, int batchKeys, boolean perDay) {}
