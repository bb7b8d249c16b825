package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.trace.Traces;
import com.zhaoli.pay.notify.claim.ClaimDecision;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.claim.ClaimSettlement;
import com.zhaoli.pay.notify.claim.Claims;
import com.zhaoli.pay.notify.claim.ClaimsUnavailableException;
import com.zhaoli.pay.notify.deadletter.DeadLetter;
import com.zhaoli.pay.notify.deadletter.DeadLetters;
import com.zhaoli.pay.notify.log.AttemptEntry;
import com.zhaoli.pay.notify.log.AttemptLog;
import com.zhaoli.pay.notify.log.LogEntry;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.log.RowClaim;
import com.zhaoli.pay.notify.log.RowSettlement;
import com.zhaoli.pay.notify.settings.LongTail;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.settings.RetryPolicy;
import com.zhaoli.pay.notify.settings.RetrySettings;
import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.MerchantTargets;
import com.zhaoli.pay.notify.target.Room;
import com.zhaoli.pay.notify.target.Target;
import com.zhaoli.pay.notify.target.TargetKind;
import com.zhaoli.pay.notify.target.TargetStrategy;
import com.zhaoli.pay.notify.target.Told;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Delivers batches, for both dispatch modes (design, "From callback to merchant", step 4): look up
 * the targets, claim all of them in Redis by one call, claim their rows, deliver in parallel,
 * settle the rows, settle in Redis by one call. What remains to be done with each is the verdict. A
 * target that is slow delays nothing else: after {@code zhaoli.notify.batch-patience} its events
 * are kept by the database, which brings them back, and the batch is over.
 *
 * <p>Guarantees: at-least-once. An event is delivered twice to a target only when the consumer that
 * delivered it died, or lost the database, before the settlement was written; the target sees the
 * same event id then. Where Redis is away, nothing is delivered without the row's claim, whose own
 * lease keeps the others out.
 */
@Component
public class DeliveryEngine {
  private static final Logger log = LoggerFactory.getLogger(DeliveryEngine.class);

  /**
   * When the poller looks where something was held. Nothing is due there; but that is found by its
   * lane when its endpoint is deleted, also where that was done a moment ago.
   */
  private static final Duration LOOK_AT_HELD = Duration.ofMinutes(3);

  private final Map<TargetKind, TargetStrategy> strategies = new EnumMap<>(TargetKind.class);
  private final Claims claims;
  private final NotificationLog notifications;
  private final DeadLetters deadLetters;
  private final DeliveryLanes lanes;
  private final LookupThreads lookups;
  private final DeliveryMetrics metrics;
  private final NotifyProperties properties;
  private final RetrySettings retrySettings;
  private final LongTail longTail;
  private final AttemptLog attemptLog;
  private final Clock clock;
  private final Traces traces;
  private final TransactionTemplate transaction;

  DeliveryEngine(
      List<TargetStrategy> strategies,
      Claims claims,
      NotificationLog notifications,
      DeadLetters deadLetters,
      DeliveryLanes lanes,
      LookupThreads lookups,
      DeliveryMetrics metrics,
      NotifyProperties properties,
      RetrySettings retrySettings,
      LongTail longTail,
      AttemptLog attemptLog,
      Clock clock,
      Traces traces,
      TransactionTemplate transaction) {
    strategies.forEach(strategy -> this.strategies.put(strategy.kind(), strategy));
    this.claims = claims;
    this.notifications = notifications;
    this.deadLetters = deadLetters;
    this.lanes = lanes;
    this.lookups = lookups;
    this.metrics = metrics;
    this.properties = properties;
    this.retrySettings = retrySettings;
    this.longTail = longTail;
    this.attemptLog = attemptLog;
    this.clock = clock;
    this.traces = traces;
    this.transaction = transaction;
  }

  /**
   * Processes a batch to its end.
   *
   * @return a verdict for each target of each member
   * @throws Patience.ExhaustedException when the service stops while a server is away; what was
   *     claimed then runs out with its lease
   */
  public List<Verdict> process(DeliveryBatch batch, Patience patience) {
    try (Traces.Step step = traces.shared("notify batch", contexts(batch))) {
      return process(batch, step.context(), patience);
    }
  }

  private static List<@Nullable String> contexts(DeliveryBatch batch) {
    List<@Nullable String> contexts = new ArrayList<>();
    batch.members().forEach(member -> contexts.add(member.event().traceparent()));
    contexts.addAll(batch.traceparents());
    return contexts;
  }

  private List<Verdict> process(DeliveryBatch batch, @Nullable String step, Patience patience) {
    List<Assignment> assignments = resolve(batch, patience);
    metrics.batch(batch.kind(), assignments.size());
    RetryPolicy policy = retrySettings.current();
    List<Verdict> verdicts = new ArrayList<>(assignments.size());

    List<Assignment> ours = new ArrayList<>(assignments.size());
    List<ClaimDecision> decisions = claimInRedis(batch, assignments);
    List<Assignment> known = new ArrayList<>();
    List<Assignment> withoutRow = new ArrayList<>();
    for (int i = 0; i < assignments.size(); i++) {
      Assignment assignment = assignments.get(i);
      ClaimDecision decision = decisions.get(i);
      if (decision instanceof ClaimDecision.Claimed) {
        ours.add(assignment);
      } else {
        verdicts.add(refused(assignment, decision, policy));
        alignRow(batch, assignment, decision, policy, patience);
        (decision instanceof ClaimDecision.Done
                    || (batch.polled() && decision instanceof ClaimDecision.Behind)
                ? known
                : withoutRow)
            .add(assignment);
      }
    }

    RowClaims rows =
        patience.until("claim deliveries", () -> claimRows(batch, ours, known, withoutRow));
    long deadline = rows.begunNanos() + properties.latestStart().toNanos();
    List<ClaimSettlement> releases = new ArrayList<>(ours.size());
    List<Held> held = new ArrayList<>(ours.size());
    for (Assignment assignment : ours) {
      RowClaim row = rows.byKey().get(assignment.key());
      if (row == null) {
        // Removed between claim and look: somebody found the real targets of an unresolved one. Or
        // that was ended before its targets were found.
        releases.add(new ClaimSettlement(assignment.key(), false, 0));
        verdicts.add(new Verdict.Wait(assignment));
      } else if (row.decision() instanceof ClaimDecision.Claimed) {
        held.add(new Held(assignment, row.notificationNo()));
      } else {
        verdicts.add(refused(assignment, row.decision(), policy));
        releases.add(Verdicts.release(assignment, row.decision()));
      }
    }

    List<Attempt> attempts = begin(batch, step, held, deadline);
    List<Attempt> over = new ArrayList<>(held.size());
    List<Attempt> notOver = new ArrayList<>();
    for (Attempt attempt : attempts) {
      (attempt.isOver() ? over : notOver).add(attempt);
    }
    keep(batch, notOver, patience);
    notOver.forEach(attempt -> verdicts.add(underWay(attempt)));
    verdicts.addAll(settle(batch, over, releases, policy, patience));
    return verdicts;
  }

  /** How many calls a target may get now. */
  public Room room(TargetKind kind, String target) {
    return lanes.room(kind, target).and(strategy(kind).room(target));
  }

  private TargetStrategy strategy(TargetKind kind) {
    TargetStrategy strategy = strategies.get(kind);
    if (strategy == null) {
      throw new IllegalStateException("no strategy for " + kind);
    }
    return strategy;
  }

  private static Verdict underWay(Attempt attempt) {
    Assignment assignment = attempt.held().assignment();
    return new Verdict.Kept(assignment, assignment.incoming().attempts());
  }

  /**
   * What the database said.
   *
   * @param begunNanos before the leases began, so that all of a batch ends inside them
   */
  private record RowClaims(Map<ClaimKey, RowClaim> byKey, long begunNanos) {}

  private List<Assignment> resolve(DeliveryBatch batch, Patience patience) {
    TargetStrategy strategy = strategy(batch.kind());
    Map<String, List<Incoming>> byMerchant = new LinkedHashMap<>();
    for (Incoming incoming : batch.members()) {
      byMerchant
          .computeIfAbsent(incoming.event().merchantNo(), merchantNo -> new ArrayList<>())
          .add(incoming);
    }
    // Merchants are looked up side by side: one slow answer is then waited for once.
    Map<String, CompletableFuture<MerchantTargets>> lookups = new HashMap<>();
    byMerchant
        .keySet()
        .forEach(
            merchantNo ->
                lookups.put(
                    merchantNo,
                    CompletableFuture.supplyAsync(
                        () -> strategy.targetsOf(merchantNo),
                        task -> this.lookups.of(batch.kind()).execute(traces.carried(task)))));
    Map<ClaimKey, Assignment> assignments = new LinkedHashMap<>();
    byMerchant.forEach(
        (merchantNo, members) -> {
          MerchantTargets targets = lookup(strategy, merchantNo, lookups, patience);
          for (Incoming incoming : members) {
            for (Target target : targets.of(incoming.event(), incoming.onlyTarget())) {
              addOnce(assignments, Assignment.of(incoming, batch.kind(), target));
            }
          }
        });
    return List.copyOf(assignments.values());
  }

  private static MerchantTargets lookup(
      TargetStrategy strategy,
      String merchantNo,
      Map<String, CompletableFuture<MerchantTargets>> lookups,
      Patience patience) {
    try {
      CompletableFuture<MerchantTargets> lookup = lookups.get(merchantNo);
      if (lookup != null) {
        return lookup.join();
      }
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof DataAccessException)) {
        log.error("A look-up of targets ended in an error of ours", e);
        return (event, only) ->
            List.of(
                Target.decided(
                    only == null ? strategy.kind().unresolvedTarget() : only,
                    new DeliveryOutcome.Failed("The targets could not be looked up.", null)));
      }
    }
    return patience.until("look up targets", () -> strategy.targetsOf(merchantNo));
  }

  /** A batch may hold an event twice, when the relay repeated itself: one copy goes on. */
  private void addOnce(Map<ClaimKey, Assignment> assignments, Assignment assignment) {
    Assignment earlier = assignments.putIfAbsent(assignment.key(), assignment);
    if (earlier != null) {
      metrics.duplicate(assignment.kind());
      if (earlier.incoming().attempts() < assignment.incoming().attempts()) {
        assignments.put(assignment.key(), assignment);
      }
    }
  }

  private List<ClaimDecision> claimInRedis(DeliveryBatch batch, List<Assignment> assignments) {
    Map<ClaimKey, Integer> attempts = new LinkedHashMap<>();
    assignments.forEach(a -> attempts.put(a.key(), a.incoming().attempts()));
    if (attempts.isEmpty()) {
      return List.of();
    }
    try {
      return claims.claim(batch.owner(), attempts);
    } catch (ClaimsUnavailableException e) {
      return assignments.stream().<ClaimDecision>map(a -> new ClaimDecision.Claimed()).toList();
    }
  }

  private RowClaims claimRows(
      DeliveryBatch batch,
      List<Assignment> ours,
      List<Assignment> known,
      List<Assignment> withoutRow) {
    long begun = System.nanoTime();
    // Also where none is ours: an event that is sent once more would come back for nothing.
    List<Assignment> dissolving =
        Stream.concat(ours.stream(), known.stream()).filter(a -> isResolvedNow(batch, a)).toList();
    if (dissolving.isEmpty() && !batch.polled()) {
      return new RowClaims(
          notifications.claimNew(batch.owner(), properties.lease(), entries(ours)), begun);
    }
    Set<ClaimKey> obsolete = new LinkedHashSet<>();
    dissolving.forEach(a -> obsolete.add(unresolvedKey(batch, a)));
    if (batch.polled()) {
      // While one of its targets has no row yet, the unresolved row is what keeps the event alive.
      withoutRow.stream()
          .filter(a -> isResolvedNow(batch, a))
          .forEach(a -> obsolete.remove(unresolvedKey(batch, a)));
    }
    Map<ClaimKey, RowClaim> claimed =
        transaction.execute(
            status -> {
              List<Assignment> wanted = batch.polled() ? notEnded(batch, ours, obsolete) : ours;
              Map<ClaimKey, RowClaim> rows =
                  notifications.claim(
                      batch.owner(), properties.lease(), batch.polled(), entries(wanted));
              List<ClaimKey> found = obsolete.stream().filter(notifications::dissolve).toList();
              if (batch.polled()) {
                Set<String> targets = new TreeSet<>();
                wanted.forEach(one -> targets.add(one.target().name()));
                notifications.dueIn(batch.kind(), targets, properties.lease());
              }
              found.forEach(deadLetters::found);
              return rows;
            });
    return new RowClaims(claimed == null ? Map.of() : claimed, begun);
  }

  /**
   * Without targets that were found only when somebody had decided that nobody is to be told: their
   * unresolved row stays, and is over. Who decides later finds the dead letter closed.
   *
   * <p>Only what is in its long tail has a dead letter to decide by; a fresh event costs nothing
   * here.
   *
   * @param obsolete unresolved rows that are to go; those that stay are removed from it
   */
  private List<Assignment> notEnded(
      DeliveryBatch batch, List<Assignment> ours, Set<ClaimKey> obsolete) {
    String unresolved = batch.kind().unresolvedTarget();
    Set<ClaimKey> inTheTail = new TreeSet<>();
    for (Incoming member : batch.members()) {
      if (member.tail() != null && unresolved.equals(member.onlyTarget())) {
        inTheTail.add(Assignment.key(member.event(), unresolved));
      }
    }
    Set<ClaimKey> ended =
        inTheTail.stream().filter(notifications::isTailOver).collect(Collectors.toSet());
    obsolete.removeAll(ended);
    return ended.isEmpty()
        ? ours
        : ours.stream()
            .filter(one -> !isResolvedNow(batch, one) || !ended.contains(unresolvedKey(batch, one)))
            .toList();
  }

  private static List<LogEntry> entries(List<Assignment> assignments) {
    return assignments.stream().map(Assignment::logEntry).toList();
  }

  /** It came back for an unresolved target, and now the real ones are known. */
  private static boolean isResolvedNow(DeliveryBatch batch, Assignment assignment) {
    return Assignment.isFound(assignment.incoming(), batch.kind(), assignment.target());
  }

  private static ClaimKey unresolvedKey(DeliveryBatch batch, Assignment assignment) {
    return Assignment.key(assignment.incoming().event(), batch.kind().unresolvedTarget());
  }

  /**
   * What Redis knows and the row, lost with the database's last writes, does not. A target that was
   * only found now has a row of its own from here on, with the tries that it had: left to the row
   * that stood for it, which knows of none, it would never be claimed.
   */
  private void alignRow(
      DeliveryBatch batch,
      Assignment assignment,
      ClaimDecision decision,
      RetryPolicy policy,
      Patience patience) {
    if (!batch.polled()) {
      return;
    }
    if (decision instanceof ClaimDecision.Done) {
      patience.until("align a row", () -> notifications.align(assignment.key(), true, 0));
    } else if (decision instanceof ClaimDecision.Behind behind) {
      patience.until(
          "align a row",
          () -> {
            if (isResolvedNow(batch, assignment)) {
              notifications.bringBack(
                  assignment.logEntry(), behind.storedAttempts(), policy.interval());
            } else {
              notifications.align(assignment.key(), false, behind.storedAttempts());
            }
          });
    }
  }

  private Verdict refused(Assignment assignment, ClaimDecision decision, RetryPolicy policy) {
    if (decision instanceof ClaimDecision.Done) {
      metrics.duplicate(assignment.kind());
    }
    return Verdicts.refused(assignment, decision, policy);
  }

  /**
   * An attempt: what came of it, or the call that has not brought anything so far.
   *
   * @param outcome null while the call is under way
   * @param delivery null also where nobody was called
   */
  private record Attempt(
      Held held,
      @Nullable Call call,
      @Nullable DeliveryOutcome outcome,
      @Nullable Delivery delivery) {

    static Attempt over(Held held, Delivery delivery) {
      return new Attempt(held, null, delivery.told().outcome(), delivery);
    }

    boolean isOver() {
      return outcome != null;
    }
  }

  /**
   * Calls the targets and waits for them, though not for long: what is quick is settled with the
   * batch, and what is slow delays nothing else.
   */
  private List<Attempt> begin(
      DeliveryBatch batch, @Nullable String step, List<Held> held, long deadline) {
    Map<Target, DeliveryOutcome.NotBegun> notNow = notWantedNow(batch, held);
    // From here on: an answer that was waited for is nobody's slowness.
    long until = System.nanoTime() + properties.batchPatience().toNanos();
    List<Attempt> begun = new ArrayList<>(held.size());
    for (Held one : held) {
      Target target = one.assignment().target();
      DeliveryOutcome decided = target.decided();
      if (decided == null) {
        decided = notNow.get(target);
      }
      Call call =
          decided != null
              ? null
              : lanes.call(
                  batch.kind(),
                  one.assignment().incoming().event().merchantNo(),
                  target.name(),
                  () -> attempt(one.assignment(), step, deadline));
      begun.add(new Attempt(one, call, decided, null));
    }
    return begun.stream().map(attempt -> waited(attempt, until)).toList();
  }

  private Map<Target, DeliveryOutcome.NotBegun> notWantedNow(DeliveryBatch batch, List<Held> held) {
    // Whose real target has only been found stood in no line of that target.
    Map<Boolean, List<Target>> byLine =
        held.stream()
            .map(Held::assignment)
            .filter(one -> one.target().decided() == null)
            .collect(
                Collectors.partitioningBy(
                    one -> batch.inLine() && !isResolvedNow(batch, one),
                    Collectors.mapping(Assignment::target, Collectors.toList())));
    Map<Target, DeliveryOutcome.NotBegun> notNow = new HashMap<>();
    // First those that waited.
    for (boolean inLine : List.of(true, false)) {
      notNow.putAll(
          strategy(batch.kind()).notWantedNow(byLine.getOrDefault(inLine, List.of()), inLine));
    }
    return notNow;
  }

  private static Attempt waited(Attempt attempt, long until) {
    Call call = attempt.call();
    if (call == null) {
      return attempt;
    }
    if (!call.isTakenBack()) {
      try {
        Delivery delivery = call.outcomeWithin(until - System.nanoTime());
        if (delivery != null) {
          return Attempt.over(attempt.held(), delivery);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return call.takeBack()
        ? new Attempt(attempt.held(), call, DeliveryOutcome.NotBegun.ofSlowTarget(), null)
        : attempt;
  }

  /**
   * Leaves calls that are under way to themselves: their rows are brought back when the lease ends
   * without a settlement, and whoever makes the call settles it.
   */
  private void keep(DeliveryBatch batch, List<Attempt> notOver, Patience patience) {
    if (notOver.isEmpty()) {
      return;
    }
    List<Held> rows = notOver.stream().map(Attempt::held).toList();
    patience.until(
        "keep deliveries that are under way",
        () ->
            transaction.executeWithoutResult(
                status -> {
                  notifications.keep(
                      batch.owner(), rows.stream().map(Held::notificationNo).toList());
                  notifications.dueIn(batch.kind(), targets(rows), properties.lease());
                }));
    for (Attempt attempt : notOver) {
      Call call = Objects.requireNonNull(attempt.call());
      call.whenOver(delivery -> settleLate(batch, attempt.held(), delivery, patience));
    }
  }

  private void settleLate(DeliveryBatch batch, Held held, Delivery delivery, Patience patience) {
    try {
      settle(
          new DeliveryBatch(batch.kind(), batch.owner(), true, batch.inLine(), List.of()),
          List.of(Attempt.over(held, delivery)),
          new ArrayList<>(),
          retrySettings.current(),
          patience);
    } catch (Patience.ExhaustedException e) {
      log.info("Stopped before {} was settled; its lease runs out", held.notificationNo());
    } catch (RuntimeException e) {
      log.error("{} could not be settled; its lease runs out", held.notificationNo(), e);
    }
  }

  /** Settles rows and claims by what came of the attempts. */
  private List<Verdict> settle(
      DeliveryBatch batch,
      List<Attempt> over,
      List<ClaimSettlement> releases,
      RetryPolicy policy,
      Patience patience) {
    List<Verdict> verdicts = new ArrayList<>(over.size());
    List<RowSettlement> settlements = new ArrayList<>(over.size());
    List<RowSettlement> kept = new ArrayList<>();
    List<Held> keptRows = new ArrayList<>();
    Map<String, DeadLetter> dead = new LinkedHashMap<>();
    List<ClaimKey> delivered = new ArrayList<>();
    Map<ClaimKey, String> notWanted = new LinkedHashMap<>();
    List<AttemptEntry> entries = new ArrayList<>(over.size());
    for (Attempt attempt : over) {
      Held held = attempt.held();
      DeliveryOutcome outcome = Objects.requireNonNull(attempt.outcome());
      Verdict verdict = Verdicts.of(held.assignment(), outcome, policy, longTail);
      verdicts.add(verdict);
      releases.add(Verdicts.release(verdict));
      RowSettlement settlement = Verdicts.settlement(held, outcome, verdict, policy, longTail);
      boolean byDatabase =
          verdict instanceof Verdict.Kept || (batch.polled() && verdict instanceof Verdict.Retry);
      (byDatabase ? kept : settlements).add(settlement);
      if (byDatabase) {
        keptRows.add(held);
      }
      if (batch.polled() && verdict instanceof Verdict.Parked parked) {
        dead.put(held.notificationNo(), Verdicts.deadLetter(parked));
      }
      if (verdict instanceof Verdict.Settled && held.assignment().mayHaveDeadLetter(policy)) {
        if (outcome instanceof DeliveryOutcome.Delivered) {
          delivered.add(held.assignment().key());
        } else {
          notWanted.put(held.assignment().key(), Objects.requireNonNull(settlement.error()));
        }
      }
      Delivery delivery = attempt.delivery();
      if (delivery != null && !(outcome instanceof DeliveryOutcome.NotBegun)) {
        entries.add(Verdicts.entry(held, delivery));
      }
      count(verdict);
    }
    // First what happened, then what follows: an attempt that was made is in the log.
    patience.until("log attempts", () -> attemptLog.add(entries));
    patience.until(
        "settle deliveries",
        () -> {
          if (kept.isEmpty() && dead.isEmpty() && delivered.isEmpty() && notWanted.isEmpty()) {
            notifications.settle(batch.owner(), settlements);
          } else {
            transaction.executeWithoutResult(
                status -> {
                  settleRows(batch, settlements, kept, keptRows);
                  // Not where somebody took the delivery over, and may have made it.
                  dead.forEach(
                      (number, letter) -> {
                        if (notifications.isDead(number)) {
                          deadLetters.store(letter);
                        }
                      });
                  delivered.forEach(
                      key -> deadLetters.delivered(key.eventId(), batch.kind(), key.target()));
                  notWanted.forEach(deadLetters::notWanted);
                });
          }
        });
    claims.settle(batch.owner(), releases);
    return verdicts;
  }

  private void settleRows(
      DeliveryBatch batch,
      List<RowSettlement> settlements,
      List<RowSettlement> kept,
      List<Held> keptRows) {
    notifications.settle(batch.owner(), settlements);
    notifications.settleAndBringBack(batch.owner(), kept);
    SortedMap<String, Duration> delays = new TreeMap<>();
    for (int i = 0; i < kept.size(); i++) {
      Duration nextIn = kept.get(i).nextIn();
      delays.merge(
          keptRows.get(i).assignment().target().name(),
          nextIn == null ? LOOK_AT_HELD : nextIn,
          (one, other) -> one.compareTo(other) < 0 ? one : other);
    }
    notifications.dueIn(batch.kind(), delays);
  }

  private static Set<String> targets(List<Held> rows) {
    Set<String> targets = new TreeSet<>();
    rows.forEach(row -> targets.add(row.assignment().target().name()));
    return targets;
  }

  private void count(Verdict verdict) {
    if (verdict instanceof Verdict.Retry) {
      metrics.retry(verdict.assignment().kind());
    } else if (verdict instanceof Verdict.Kept) {
      metrics.kept(verdict.assignment().kind());
    }
  }

  private static String stepName(TargetKind kind) {
    return switch (kind) {
      case WEBHOOK -> "webhook";
      case TEMPLATE_MESSAGE -> "template message";
    };
  }

  private Delivery attempt(Assignment assignment, @Nullable String batchStep, long deadline) {
    Instant beganAt = clock.instant();
    if (System.nanoTime() > deadline) {
      return new Delivery(Told.of(DeliveryOutcome.NotBegun.ofSlowTarget()), beganAt, Duration.ZERO);
    }
    PaymentEvent event = assignment.incoming().event();
    long begin = System.nanoTime();
    Told told;
    MDC.put("paymentNo", event.paymentNo());
    MDC.put("eventId", event.eventId());
    Traces.Step step = traces.step(stepName(assignment.kind()), event.traceparent(), batchStep);
    try {
      told = assignment.target().deliver(event);
      step.tag("zhaoli.event", event.eventId())
          .tag("zhaoli.payment", event.paymentNo())
          .tag("zhaoli.target", assignment.target().name())
          .tag("zhaoli.result", told.outcome().getClass().getSimpleName());
      step.end(null);
    } catch (RuntimeException e) {
      step.end(e);
      log.error("A delivery ended in an error of ours", e);
      told =
          Told.of(
              new DeliveryOutcome.Failed(
                  "An error of ours: " + e.getClass().getSimpleName(), null));
    } finally {
      step.leave();
      MDC.remove("paymentNo");
      MDC.remove("eventId");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    metrics.delivered(assignment.kind(), told.outcome(), took);
    if (told.outcome() instanceof DeliveryOutcome.Delivered && event.deliverySeq() == 0) {
      metrics.lag(assignment.kind(), Duration.between(event.createdAt(), clock.instant()));
    }
    return new Delivery(told, beganAt, took);
  }
}
