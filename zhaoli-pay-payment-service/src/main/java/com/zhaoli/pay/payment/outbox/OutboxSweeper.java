package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.payment.outbox.internal.OutboxStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
  private static final int MAX_FAILED_IN_A_ROW = 3;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final OutboxStore store;
  private final BatchSender sender;
  private final BatchMerger merger;
  private final OutboxProperties limits;
  private final Random random = new Random();

  /** Of the last look. One sweep at a time: the scheduler runs none beside another. */
  private boolean isFirstRefused;

  OutboxSweeper(OutboxStore store, BatchSender sender, OutboxProperties limits) {
    this.store = store;
    this.sender = sender;
    this.merger = new BatchMerger(limits);
    this.limits = limits;
  }

  @Scheduled(fixedDelayString = "${zhaoli.outbox.sweep-interval:1s}")
  void sweep() {
    int round = 0;
    while (round < MAX_ROUNDS && sweepOnce()) {
      round++;
    }
  }

  /** Whether there may be more that can be sent. */
  private boolean sweepOnce() {
    long begun = System.nanoTime();
    OutboxStore.Taken lease = store.takeDue(limits.sweepLimit(), limits.sweepLease());
    List<OutboxMember> taken = lease.members();
    if (taken.isEmpty()) {
      return false;
    }
    int sent = publish(taken, begun);
    if (sent < taken.size()) {
      store.giveBack(lease, AFTER_FAILURE);
    }
    if (sent > 0) {
      log.info("the sweeper published {} events that were left", sent);
    }
    return sent > 0 && taken.size() == limits.sweepLimit();
  }

  /**
   * Sends one batch, and the others when that one is taken: while the broker is away, one
   * connection attempt is enough. What is refused although others were taken is sent member by
   * member, so that a bad one keeps nobody but itself.
   */
  private int publish(List<OutboxMember> taken, long begun) {
    List<OutboxMember> first = first(taken);
    isFirstRefused = !isPublished(first);
    if (isFirstRefused) {
      return 0;
    }
    Set<OutboxMember> sent = new HashSet<>(first);
    List<OutboxMember> others = taken.stream().filter(member -> !sent.contains(member)).toList();
    List<List<OutboxMember>> refused = refused(merger.split(others));
    int left = refused.stream().mapToInt(List::size).sum();
    return taken.size() - left + publishEach(refused, begun);
  }

  /**
   * The oldest; after those were refused it may be any batch, or any event alone. Chance needs no
   * memory, and whatever is bad comes first only so often.
   */
  private List<OutboxMember> first(List<OutboxMember> taken) {
    List<List<OutboxMember>> batches = merger.split(taken);
    if (!isFirstRefused) {
      return batches.get(0);
    }
    return random.nextBoolean()
        ? batches.get(random.nextInt(batches.size()))
        : List.of(taken.get(random.nextInt(taken.size())));
  }

  /** Those of the batches that are not published, all of them having been sent at once. */
  private List<List<OutboxMember>> refused(List<List<OutboxMember>> batches) {
    List<CompletableFuture<Boolean>> sends = batches.stream().map(sender::send).toList();
    List<List<OutboxMember>> refused = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      if (!sends.get(i).join()) {
        refused.add(batches.get(i));
      }
    }
    return refused;
  }

  /** How many could be sent alone, of as many as there is time for and until many in a row fail. */
  private int publishEach(List<List<OutboxMember>> batches, long begun) {
    List<OutboxMember> members = new ArrayList<>();
    batches.forEach(members::addAll);
    Collections.shuffle(members, random);
    long lastStart = begun + limits.sweepLease().minus(limits.confirmTimeout()).toNanos();
    int sent = 0;
    int failedInARow = 0;
    for (OutboxMember member : members) {
      if (failedInARow == MAX_FAILED_IN_A_ROW || System.nanoTime() - lastStart > 0) {
        break;
      }
      if (isPublished(List.of(member))) {
        sent++;
        failedInARow = 0;
      } else {
        failedInARow++;
      }
    }
    return sent;
  }

  private boolean isPublished(List<OutboxMember> batch) {
    return sender.send(batch).join();
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
