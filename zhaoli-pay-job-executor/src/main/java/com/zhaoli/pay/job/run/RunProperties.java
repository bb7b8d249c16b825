package com.zhaoli.pay.job.run;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
 * @param redos how often a batch of failed keys is done again before it is given up, 1 to 10,000;
 *     by default some two days of compensations every half an hour
 * @param kept how long runs, and failed batches from when they are over, stay in the database
 */
@Validated
@ConfigurationProperties("zhaoli.job.run")
public record RunProperties(
    @DurationMin(seconds = 1) @DefaultValue("30s") Duration lease,
    @DurationMin(millis = 100) @DefaultValue("10s") Duration joinInterval,
    @Min(1) @Max(10_000) @DefaultValue("100") int redos,
    @DurationMin(days = 1) @DefaultValue("90d") Duration kept) {}
