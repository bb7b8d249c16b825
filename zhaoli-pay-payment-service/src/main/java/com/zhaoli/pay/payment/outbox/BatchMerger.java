package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.message.EventBatchCodec;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Collects events to batches that end at so many members, at so many bytes, or so long after their
 * first member. (Spring's batching template starts its time anew with each member, and its members
 * have no confirms.) For one thread.
 */
final class BatchMerger {
  private final int maxMembers;
  private final int maxBytes;
  private final Duration maxWait;
  private @Nullable OutboxMember leftOver;

  BatchMerger(OutboxProperties limits) {
    this(limits.maxBatchMembers(), limits.maxBatchBytes(), limits.maxBatchWait());
  }

  BatchMerger(int maxMembers, int maxBytes, Duration maxWait) {
    this.maxMembers = maxMembers;
    this.maxBytes = maxBytes;
    this.maxWait = maxWait;
  }

  /**
   * The next batch; empty when no event came within {@code idle}.
   *
   * @param linger is told how long the first member waited for others
   */
  List<OutboxMember> next(BlockingQueue<OutboxMember> queue, Duration idle, Timer linger)
      throws InterruptedException {
    return next(queue, idle, maxWait, linger);
  }

  /** The next batch of what is at hand, without waiting for more; empty when nothing is. */
  List<OutboxMember> rest(BlockingQueue<OutboxMember> queue, Timer linger)
      throws InterruptedException {
    return next(queue, Duration.ZERO, Duration.ZERO, linger);
  }

  private List<OutboxMember> next(
      BlockingQueue<OutboxMember> queue, Duration idle, Duration wait, Timer linger)
      throws InterruptedException {
    OutboxMember member = leftOver;
    leftOver = null;
    if (member == null) {
      member = queue.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
    }
    List<OutboxMember> batch = new ArrayList<>();
    int bytes = EventBatchCodec.FRAME_HEADER_BYTES;
    long begun = System.nanoTime();
    long deadline = begun + wait.toNanos();
    while (member != null) {
      bytes += sizeOf(member);
      if (bytes > maxBytes && !batch.isEmpty()) {
        leftOver = member;
        break;
      }
      batch.add(member);
      if (batch.size() == maxMembers) {
        break;
      }
      member = queue.poll();
      if (member == null) {
        member = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    }
    if (!batch.isEmpty()) {
      linger.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
    return batch;
  }

  /** Splits what is at hand into batches of the same bounds. */
  List<List<OutboxMember>> split(List<OutboxMember> members) {
    List<List<OutboxMember>> batches = new ArrayList<>();
    List<OutboxMember> batch = new ArrayList<>();
    int bytes = EventBatchCodec.FRAME_HEADER_BYTES;
    for (OutboxMember member : members) {
      if (!batch.isEmpty() && (batch.size() == maxMembers || bytes + sizeOf(member) > maxBytes)) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = EventBatchCodec.FRAME_HEADER_BYTES;
      }
      batch.add(member);
      bytes += sizeOf(member);
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  private static int sizeOf(OutboxMember member) {
    return EventBatchCodec.MEMBER_HEADER_BYTES + member.bytes().length;
  }
}
