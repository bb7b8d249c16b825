package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.claim.ClaimDecision;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.claim.ClaimSettlement;
import com.zhaoli.pay.notify.claim.Claims;
import com.zhaoli.pay.notify.claim.ClaimsUnavailableException;
import com.zhaoli.pay.notify.deadletter.DeadLetter;
import com.zhaoli.pay.notify.deadletter.DeadLetters;
import com.zhaoli.pay.notify.log.LogEntry;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.log.NotificationStatus;
import com.zhaoli.pay.notify.log.RowClaim;
import com.zhaoli.pay.notify.log.RowSettlement;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.settings.RetryPolicy;
import com.zhaoli.pay.notify.settings.RetrySettings;
import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.MerchantTargets;
import com.zhaoli.pay.notify.target.Target;
import com.zhaoli.pay.notify.target.TargetKind;
import com.zhaoli.pay.notify.target.TargetStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * settle the rows, settle in Redis by one call. What remains to be done with each is the verdict.
 *
 * <p>Guarantees: at-least-once. An event is delivered twice to a target only when the consumer that
 * delivered it died, or lost the database, before the settlement was written; the target sees the
 * same event id then. Where Redis is away, nothing is delivered without the row's claim, whose own
 * lease keeps the others out.
 */
@Component
public class DeliveryEngine {
  private static final Logger log = LoggerFactory.getLogger(DeliveryEngine.class);
  private static final Duration WAIT = Duration.ofMillis(Routing.RETRY_TTL_MILLIS);

  /** Calls bound themselves; one that does not is given up on this much later. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Map<TargetKind, TargetStrategy> strategies = new EnumMap<>(TargetKind.class);
  private final Claims claims;
  private final NotificationLog notifications;
  private final DeadLetters deadLetters;
  private final DeliveryPools pools;
  private final DeliveryMetrics metrics;
  private final NotifyProperties properties;
  private final RetrySettings retrySettings;
  private final TransactionTemplate transaction;

  DeliveryEngine(
      List<TargetStrategy> strategies,
      Claims claims,
      NotificationLog notifications,
      DeadLetters deadLetters,
      DeliveryPools pools,
      DeliveryMetrics metrics,
      NotifyProperties properties,
      RetrySettings retrySettings,
      TransactionTemplate transaction) {
    strategies.forEach(strategy -> this.strategies.put(strategy.kind(), strategy));
    this.claims = claims;
    this.notifications = notifications;
    this.deadLetters = deadLetters;
    this.pools = pools;
    this.metrics = metrics;
    this.properties = properties;
    this.retrySettings = retrySettings;
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
    List<Assignment> assignments = resolve(batch, patience);
    metrics.batch(batch.kind(), assignments.size());
    RetryPolicy policy = retrySettings.current();
    List<Verdict> verdicts = new ArrayList<>(assignments.size());

    List<Assignment> ours = new ArrayList<>(assignments.size());
    List<ClaimDecision> decisions = claimInRedis(batch, assignments);
    List<Assignment> withoutRow = new ArrayList<>();
    for (int i = 0; i < assignments.size(); i++) {
      if (decisions.get(i) instanceof ClaimDecision.Claimed) {
        ours.add(assignments.get(i));
      } else {
        verdicts.add(refused(assignments.get(i), decisions.get(i), policy));
        alignRow(batch, assignments.get(i), decisions.get(i), patience);
        if (!(decisions.get(i) instanceof ClaimDecision.Done)) {
          withoutRow.add(assignments.get(i));
        }
      }
    }

    RowClaims rows = patience.until("claim deliveries", () -> claimRows(batch, ours, withoutRow));
    long deadline = rows.begunNanos() + properties.batchDeadline().toNanos();
    List<ClaimSettlement> releases = new ArrayList<>(ours.size());
    List<Held> held = new ArrayList<>(ours.size());
    for (Assignment assignment : ours) {
      RowClaim row = rows.byKey().get(assignment.key());
      if (row == null) {
        // Removed between claim and look: somebody found the real targets of an unresolved one.
        releases.add(new ClaimSettlement(assignment.key(), false, 0));
        verdicts.add(new Verdict.Wait(assignment));
      } else if (row.decision() instanceof ClaimDecision.Claimed) {
        held.add(new Held(assignment, row.notificationNo()));
      } else {
        verdicts.add(refused(assignment, row.decision(), policy));
        releases.add(release(assignment, row.decision()));
      }
    }

    List<DeliveryOutcome> outcomes = deliver(batch.kind(), held, deadline);
    List<RowSettlement> settlements = new ArrayList<>(held.size());
    List<DeadLetter> dead = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      Verdict verdict = verdict(held.get(i).assignment(), outcomes.get(i), policy);
      verdicts.add(verdict);
      settlements.add(settlement(held.get(i), outcomes.get(i), verdict, policy));
      releases.add(release(verdict));
      if (verdict instanceof Verdict.Parked parked) {
        dead.add(deadLetter(parked));
      }
    }
    patience.until("settle deliveries", () -> settleRows(batch, settlements, dead));
    claims.settle(batch.owner(), releases);
    return verdicts;
  }

  /**
   * What the database said.
   *
   * @param begunNanos before the leases began, so that all of a batch ends inside them
   */
  private record RowClaims(Map<ClaimKey, RowClaim> byKey, long begunNanos) {}

  /** An assignment whose claim and row are ours. */
  private record Held(Assignment assignment, String notificationNo) {}

  private List<Assignment> resolve(DeliveryBatch batch, Patience patience) {
    TargetStrategy strategy = strategies.get(batch.kind());
    if (strategy == null) {
      throw new IllegalStateException("no strategy for " + batch.kind());
    }
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
                        () -> strategy.targetsOf(merchantNo), pools.of(batch.kind()))));
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
      DeliveryBatch batch, List<Assignment> ours, List<Assignment> withoutRow) {
    long begun = System.nanoTime();
    List<Assignment> dissolving = ours.stream().filter(a -> isResolvedNow(batch, a)).toList();
    if (dissolving.isEmpty()) {
      return new RowClaims(
          notifications.claim(batch.owner(), properties.lease(), batch.polled(), entries(ours)),
          begun);
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
              Map<ClaimKey, RowClaim> rows =
                  notifications.claim(
                      batch.owner(), properties.lease(), batch.polled(), entries(ours));
              obsolete.forEach(notifications::dissolve);
              return rows;
            });
    return new RowClaims(claimed == null ? Map.of() : claimed, begun);
  }

  private static List<LogEntry> entries(List<Assignment> assignments) {
    return assignments.stream().map(Assignment::logEntry).toList();
  }

  /** It came back for an unresolved target, and now the real ones are known. */
  private static boolean isResolvedNow(DeliveryBatch batch, Assignment assignment) {
    return batch.kind().unresolvedTarget().equals(assignment.incoming().onlyTarget())
        && !assignment.target().name().equals(batch.kind().unresolvedTarget());
  }

  private static ClaimKey unresolvedKey(DeliveryBatch batch, Assignment assignment) {
    return Assignment.key(assignment.incoming().event(), batch.kind().unresolvedTarget());
  }

  /** What Redis knows and the row, lost with the database's last writes, does not. */
  private void alignRow(
      DeliveryBatch batch, Assignment assignment, ClaimDecision decision, Patience patience) {
    if (!batch.polled()) {
      return;
    }
    if (decision instanceof ClaimDecision.Done) {
      patience.until("align a row", () -> notifications.align(assignment.key(), true, 0));
    } else if (decision instanceof ClaimDecision.Behind behind) {
      patience.until(
          "align a row",
          () -> notifications.align(assignment.key(), false, behind.storedAttempts()));
    }
  }

  private Verdict refused(Assignment assignment, ClaimDecision decision, RetryPolicy policy) {
    if (decision instanceof ClaimDecision.Done) {
      metrics.duplicate(assignment.kind());
      return new Verdict.Settled(assignment);
    }
    if (decision instanceof ClaimDecision.Behind behind) {
      return policy.isExhausted(behind.storedAttempts())
          ? new Verdict.Parked(
              assignment, behind.storedAttempts(), "All attempts failed; see the delivery log.")
          : new Verdict.Retry(assignment, behind.storedAttempts());
    }
    if (decision instanceof ClaimDecision.Dead dead) {
      return new Verdict.Parked(assignment, dead.storedAttempts(), dead.reason());
    }
    return new Verdict.Wait(assignment);
  }

  private List<DeliveryOutcome> deliver(TargetKind kind, List<Held> held, long deadline) {
    List<CompletableFuture<DeliveryOutcome>> running = new ArrayList<>(held.size());
    for (Held one : held) {
      running.add(
          CompletableFuture.supplyAsync(() -> attempt(one.assignment(), deadline), pools.of(kind)));
    }
    long lastMoment = deadline + properties.webhookTimeout().toNanos() + GRACE.toNanos();
    return running.stream().map(future -> outcome(future, lastMoment)).toList();
  }

  private DeliveryOutcome attempt(Assignment assignment, long deadline) {
    if (System.nanoTime() > deadline) {
      return new DeliveryOutcome.NotBegun();
    }
    PaymentEvent event = assignment.incoming().event();
    long begin = System.nanoTime();
    DeliveryOutcome outcome;
    MDC.put("paymentNo", event.paymentNo());
    MDC.put("eventId", event.eventId());
    try {
      outcome = assignment.target().deliver(event);
    } catch (RuntimeException e) {
      log.error("A delivery ended in an error of ours", e);
      outcome =
          new DeliveryOutcome.Failed("An error of ours: " + e.getClass().getSimpleName(), null);
    } finally {
      MDC.remove("paymentNo");
      MDC.remove("eventId");
    }
    metrics.delivered(assignment.kind(), outcome, Duration.ofNanos(System.nanoTime() - begin));
    return outcome;
  }

  private static DeliveryOutcome outcome(
      CompletableFuture<DeliveryOutcome> future, long lastMoment) {
    try {
      return future.get(Math.max(0, lastMoment - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new DeliveryOutcome.Failed("The delivery did not end in time.", null);
    } catch (ExecutionException e) {
      log.error("A delivery ended in an error of ours", e);
      return new DeliveryOutcome.Failed("An error of ours.", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new DeliveryOutcome.Failed("The consumer was stopped while it delivered.", null);
    }
  }

  private Verdict verdict(Assignment assignment, DeliveryOutcome outcome, RetryPolicy policy) {
    int attempts = assignment.incoming().attempts() + 1;
    if (outcome instanceof DeliveryOutcome.Failed failed) {
      if (policy.isExhausted(attempts)) {
        return new Verdict.Parked(assignment, attempts, failed.reason());
      }
      metrics.retry(assignment.kind());
      return new Verdict.Retry(assignment, attempts);
    }
    if (outcome instanceof DeliveryOutcome.Refused refused) {
      return new Verdict.Parked(assignment, attempts, refused.reason());
    }
    return outcome instanceof DeliveryOutcome.NotBegun
        ? new Verdict.Wait(assignment)
        : new Verdict.Settled(assignment);
  }

  private static RowSettlement settlement(
      Held held, DeliveryOutcome outcome, Verdict verdict, RetryPolicy policy) {
    String number = held.notificationNo();
    int before = held.assignment().incoming().attempts();
    if (outcome instanceof DeliveryOutcome.Delivered delivered) {
      return new RowSettlement(
          number, NotificationStatus.DELIVERED, before + 1, delivered.httpStatus(), null, null);
    }
    if (outcome instanceof DeliveryOutcome.Skipped skipped) {
      return new RowSettlement(
          number, NotificationStatus.SKIPPED, before, null, skipped.reason(), null);
    }
    if (outcome instanceof DeliveryOutcome.Gone gone) {
      return new RowSettlement(
          number,
          NotificationStatus.GONE,
          before + 1,
          gone.httpStatus(),
          "The target wants no more of this event.",
          null);
    }
    if (outcome instanceof DeliveryOutcome.NotBegun) {
      return new RowSettlement(
          number,
          NotificationStatus.RETRYING,
          before,
          null,
          "The batch was full of slow targets; put back without an attempt.",
          WAIT);
    }
    boolean parked = verdict instanceof Verdict.Parked;
    return new RowSettlement(
        number,
        parked ? NotificationStatus.DEAD : NotificationStatus.RETRYING,
        before + 1,
        httpStatus(outcome),
        reason(outcome),
        parked ? null : policy.interval());
  }

  private static @Nullable Integer httpStatus(DeliveryOutcome outcome) {
    if (outcome instanceof DeliveryOutcome.Refused refused) {
      return refused.httpStatus();
    }
    return outcome instanceof DeliveryOutcome.Failed failed ? failed.httpStatus() : null;
  }

  private static String reason(DeliveryOutcome outcome) {
    if (outcome instanceof DeliveryOutcome.Refused refused) {
      return refused.reason();
    }
    return outcome instanceof DeliveryOutcome.Failed failed ? failed.reason() : "";
  }

  /** Rows and, where no dead queue does it, dead letters end in one transaction. */
  private void settleRows(
      DeliveryBatch batch, List<RowSettlement> settlements, List<DeadLetter> dead) {
    if (!batch.polled() || dead.isEmpty()) {
      notifications.settle(batch.owner(), settlements);
      return;
    }
    transaction.executeWithoutResult(
        status -> {
          notifications.settle(batch.owner(), settlements);
          dead.forEach(deadLetters::store);
        });
  }

  private static DeadLetter deadLetter(Verdict.Parked parked) {
    Incoming incoming = parked.assignment().incoming();
    return DeadLetter.of(
        incoming.event(),
        incoming.member(),
        parked.assignment().kind(),
        parked.assignment().target().name(),
        parked.reason(),
        parked.attempts());
  }

  private static ClaimSettlement release(Assignment assignment, ClaimDecision rowDecision) {
    if (rowDecision instanceof ClaimDecision.Done) {
      return new ClaimSettlement(assignment.key(), true, 0);
    }
    if (rowDecision instanceof ClaimDecision.Behind behind) {
      return new ClaimSettlement(assignment.key(), false, behind.storedAttempts());
    }
    if (rowDecision instanceof ClaimDecision.Dead dead) {
      return new ClaimSettlement(assignment.key(), false, dead.storedAttempts());
    }
    return new ClaimSettlement(assignment.key(), false, assignment.incoming().attempts());
  }

  private static ClaimSettlement release(Verdict verdict) {
    Assignment assignment = verdict.assignment();
    if (verdict instanceof Verdict.Retry retry) {
      return new ClaimSettlement(assignment.key(), false, retry.attempts());
    }
    if (verdict instanceof Verdict.Parked parked) {
      return new ClaimSettlement(assignment.key(), false, parked.attempts());
    }
    return new ClaimSettlement(
        assignment.key(), verdict instanceof Verdict.Settled, assignment.incoming().attempts());
  }
}
