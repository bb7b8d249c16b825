package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.payment.outbox.internal.OutboxStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends what stayed unpublished: of times when the broker was away, of a full queue, of a process
 * that died. Takes events by lease, oldest first, so that any number of instances share the work
 * and one that dies holds nothing up for longer than its lease.
 */
@Component
class OutboxSweeper implements Cleaning {
  private static final Logger log = LoggerFactory.getLogger(OutboxSweeper.class);
  private static final int MAX_ROUNDS = 50;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final OutboxStore store;
  private final BatchSender sender;
  private final BatchMerger merger;
  private final OutboxProperties limits;

  OutboxSweeper(OutboxStore store, BatchSender sender, OutboxProperties limits) {
    this.store = store;
    this.sender = sender;
    this.merger = new BatchMerger(limits);
    this.limits = limits;
  }

  @Scheduled(fixedDelayString = "${zhaoli.outbox.sweep-interval:1s}")
  void sweep() {
    int round = 0;
    while (round < MAX_ROUNDS && sweepOnce() == limits.sweepLimit()) {
      round++;
    }
  }

  /** Number of events sent; the limit means that there may be more, and less than that ends it. */
  private int sweepOnce() {
    List<OutboxMember> taken = store.takeDue(limits.sweepLimit(), limits.sweepLease());
    if (taken.isEmpty()) {
      return 0;
    }
    List<List<OutboxMember>> batches = merger.split(taken);
    // The first batch goes alone: while the broker is away, one connection attempt is enough.
    int sent = await(batches.subList(0, 1));
    if (sent > 0) {
      sent += await(batches.subList(1, batches.size()));
    }
    if (sent < taken.size()) {
      store.giveBack(taken.stream().map(OutboxMember::eventId).toList(), AFTER_FAILURE);
    } else {
      log.info("the sweeper published {} events that were left", sent);
    }
    return sent;
  }

  private int await(List<List<OutboxMember>> batches) {
    List<CompletableFuture<Integer>> sends = new ArrayList<>();
    for (List<OutboxMember> batch : batches) {
      sends.add(sender.send(batch).thenApply(published -> published ? batch.size() : 0));
    }
    return sends.stream().mapToInt(CompletableFuture::join).sum();
  }

  /** An outbox that only grows would make every look into it dearer. */
  @Scheduled(fixedDelayString = "${zhaoli.outbox.cleaning-interval:10m}", initialDelayString = "1m")
  @Override
  public int clean() {
    return Cleaning.inPortions(
        limits.sweepLimit(), () -> store.deletePublished(limits.kept(), limits.sweepLimit()));
  }

  @Override
  public String table() {
    return "outbox_event";
  }
}
