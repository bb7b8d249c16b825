package com.zhaoli.pay.job.run;

/**
 * A range that is ours until its lease ends.
 *
 * @param position keys up to this one are done
 * @param owner the lease's own name: who has lost it cannot move the range any more
 * @param takes leases since the last checkpoint, with this one
 */
public record RangeLease(
    String runNo,
    int rangeNo,
    String afterKey,
    String upToKey,
    String position,
    String owner,
    int takes) {}
