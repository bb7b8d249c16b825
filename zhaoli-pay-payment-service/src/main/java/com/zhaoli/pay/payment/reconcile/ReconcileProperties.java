package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When and how far reconciliation works.
 *
 * @param billTime how long after midnight the channels have the bill of the day before; both name
 *     some time between nine and ten
 * @param lookBackDays days for which runs are made, after the service was away
 * @param lease how long a run is left to an instance that gives no sign of life; longer than a
 *     channel takes to give the next piece of a bill
 * @param runLimit how long one run may take; what takes longer counts as failed
 * @param batchRows rows of a bill that are written with one statement
 * @param pageRows entries that are compared at a time
 * @param retryFirst how long after a first try without a bill the next one comes; each further
 *     pause is twice as long
 * @param retryLongest the longest pause between two tries
 * @param retryLimit tries after which a run is given up, until somebody asks for it
 * @param recheckAfter when a run is made again, once, whose differences had orders asked for at
 *     their channel
 * @param cutOffMargin how far clocks may differ: what was paid here so shortly before midnight may
 *     be in the next day's bill
 * @param billRetention how long a bill's rows are kept after the comparison
 */
@ConfigurationProperties("zhaoli.reconcile")
public record ReconcileProperties(
    @DefaultValue("10h") Duration billTime,
    @DefaultValue("7") int lookBackDays,
    @DefaultValue("5m") Duration lease,
    @DefaultValue("30m") Duration runLimit,
    @DefaultValue("500") int batchRows,
    @DefaultValue("1000") int pageRows,
    @DefaultValue("10m") Duration retryFirst,
    @DefaultValue("4h") Duration retryLongest,
    @DefaultValue("20") int retryLimit,
    @DefaultValue("30m") Duration recheckAfter,
    @DefaultValue("30m") Duration cutOffMargin,
    @DefaultValue("7d") Duration billRetention) {
  /** A statement has nine parameters a row, and a server takes 65,535. */
  private static final int MAX_ROWS = 5_000;

  public ReconcileProperties {
    requireRows("batch-rows", batchRows);
    requireRows("page-rows", pageRows);
    if (lookBackDays < 1 || lookBackDays > 60) {
      throw new InvalidConfigurationException(
          "zhaoli.reconcile.look-back-days must be 1 to 60, and is %d.".formatted(lookBackDays));
    }
    if (retryFirst.isNegative() || retryFirst.isZero() || retryLongest.compareTo(retryFirst) < 0) {
      throw new InvalidConfigurationException(
          "zhaoli.reconcile.retry-first must be positive, and retry-longest no shorter.");
    }
  }

  private static void requireRows(String name, int rows) {
    if (rows < 1 || rows > MAX_ROWS) {
      throw new InvalidConfigurationException(
          "zhaoli.reconcile.%s must be 1 to %d, and is %d.".formatted(name, MAX_ROWS, rows));
    }
  }
}
