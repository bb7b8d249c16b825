package com.zhaoli.pay.job.run;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How runs are shared and kept.
 *
 * @param lease how long the ranges of an executor that has died wait for another; renewed all the
 *     time by one that lives
 * @param joinInterval how often an executor looks for open runs that it takes no part in
 * @param kept how long runs and batches that were done again stay in the database
 */
@Validated
@ConfigurationProperties("zhaoli.job.run")
public record RunProperties(
    @DurationMin(seconds = 1) @DefaultValue("30s") Duration lease,
    @DurationMin(millis = 100) @DefaultValue("10s") Duration joinInterval,
    @DurationMin(days = 1) @DefaultValue("90d") Duration kept) {}
