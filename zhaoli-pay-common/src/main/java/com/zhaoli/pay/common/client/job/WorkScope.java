package com.zhaoli.pay.common.client.job;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a run is about; the same in all its calls.
 *
 * @param cutoff only what was due then
 * @param day the business day (Asia/Shanghai) of work that has one, else null
 */
public record WorkScope(Instant cutoff, @Nullable LocalDate day) {}
