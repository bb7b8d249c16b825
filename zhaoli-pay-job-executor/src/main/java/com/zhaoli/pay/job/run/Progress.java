package com.zhaoli.pay.job.run;

/**
 * How far a run is, over all executors.
 *
 * @param done keys of finished ranges and of those under way
 * @param openRanges ranges that are not finished
 */
public record Progress(long total, long done, long changed, long failed, long openRanges) {

  boolean isOver() {
    return openRanges == 0;
  }
}
