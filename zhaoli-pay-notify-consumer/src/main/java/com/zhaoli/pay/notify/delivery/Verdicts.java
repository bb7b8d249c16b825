package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.notify.claim.ClaimDecision;
import com.zhaoli.pay.notify.claim.ClaimSettlement;
import com.zhaoli.pay.notify.deadletter.DeadLetter;
import com.zhaoli.pay.notify.log.AttemptEntry;
import com.zhaoli.pay.notify.log.NotificationStatus;
import com.zhaoli.pay.notify.log.RowSettlement;
import com.zhaoli.pay.notify.settings.LongTail;
import com.zhaoli.pay.notify.settings.RetryPolicy;
import com.zhaoli.pay.notify.target.DeliveryOutcome;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What follows from claims and outcomes. Nothing here asks or changes anything. */
final class Verdicts {
  private Verdicts() {}

  /** Of a claim that was not granted. */
  static Verdict refused(Assignment assignment, ClaimDecision decision, RetryPolicy policy) {
    if (decision instanceof ClaimDecision.Done) {
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
    return decision instanceof ClaimDecision.OnHold
        ? new Verdict.Kept(assignment, assignment.incoming().attempts())
        : new Verdict.Wait(assignment);
  }

  /** Of an attempt. */
  static Verdict of(
      Assignment assignment, DeliveryOutcome outcome, RetryPolicy policy, LongTail longTail) {
    Incoming incoming = assignment.incoming();
    int attempts = incoming.attempts() + 1;
    if (outcome instanceof DeliveryOutcome.Failed failed) {
      if (incoming.tail() != null) {
        return longTail.pauseAfter(assignment.kind(), incoming.tail() + 1).isPresent()
            ? new Verdict.Kept(assignment, attempts)
            : new Verdict.Parked(assignment, attempts, failed.reason());
      }
      if (policy.isExhausted(attempts)) {
        return new Verdict.Parked(assignment, attempts, failed.reason());
      }
      return isPutOff(failed, policy)
          ? new Verdict.Kept(assignment, attempts)
          : new Verdict.Retry(assignment, attempts);
    }
    if (outcome instanceof DeliveryOutcome.Refused refused) {
      return new Verdict.Parked(assignment, attempts, refused.reason());
    }
    return outcome instanceof DeliveryOutcome.NotBegun || outcome instanceof DeliveryOutcome.Held
        ? new Verdict.Kept(assignment, incoming.attempts())
        : new Verdict.Settled(assignment);
  }

  /** The target wants to be left alone for longer than the broker would keep it. */
  private static boolean isPutOff(DeliveryOutcome.Failed failed, RetryPolicy policy) {
    Duration retryAfter = failed.retryAfter();
    return retryAfter != null && retryAfter.compareTo(policy.interval()) > 0;
  }

  /** What an attempt does to its row. */
  static RowSettlement settlement(
      Held held, DeliveryOutcome outcome, Verdict verdict, RetryPolicy policy, LongTail longTail) {
    String number = held.notificationNo();
    Incoming incoming = held.assignment().incoming();
    int before = incoming.attempts();
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
    if (outcome instanceof DeliveryOutcome.Held kept) {
      return new RowSettlement(
          number,
          NotificationStatus.HELD,
          before,
          null,
          kept.reason(),
          null,
          incoming.tail(),
          false);
    }
    if (outcome instanceof DeliveryOutcome.NotBegun notBegun) {
      return new RowSettlement(
          number,
          waiting(incoming),
          before,
          null,
          notBegun.reason(),
          notBegun.pause(),
          incoming.tail(),
          true);
    }
    if (verdict instanceof Verdict.Parked) {
      return new RowSettlement(
          number,
          NotificationStatus.DEAD,
          before + 1,
          httpStatus(outcome),
          reason(outcome),
          null,
          // The same again would fail the same way: no long tail begins.
          outcome instanceof DeliveryOutcome.Refused ? RowSettlement.TAIL_IS_OVER : null,
          false);
    }
    Integer tail = incoming.tail();
    if (tail != null) {
      return new RowSettlement(
          number,
          NotificationStatus.LONG_TAIL,
          before + 1,
          httpStatus(outcome),
          reason(outcome),
          later(
              longTail.pauseAfter(held.assignment().kind(), tail + 1).orElse(policy.interval()),
              outcome),
          tail + 1,
          false);
    }
    return new RowSettlement(
        number,
        NotificationStatus.RETRYING,
        before + 1,
        httpStatus(outcome),
        reason(outcome),
        later(policy.interval(), outcome));
  }

  /** An attempt as the log keeps it. */
  static AttemptEntry entry(Held held, Delivery delivery) {
    DeliveryOutcome outcome = delivery.told().outcome();
    Integer status =
        outcome instanceof DeliveryOutcome.Delivered delivered
            ? delivered.httpStatus()
            : outcome instanceof DeliveryOutcome.Gone gone
                ? gone.httpStatus()
                : httpStatus(outcome);
    String problem = outcome instanceof DeliveryOutcome.Held kept ? kept.reason() : reason(outcome);
    return new AttemptEntry(
        AttemptEntry.newNo(),
        held.notificationNo(),
        delivery.beganAt(),
        delivery.took(),
        outcome.getClass().getSimpleName().toUpperCase(Locale.ROOT),
        delivery.told().address(),
        status,
        delivery.told().response(),
        problem.isEmpty() ? null : problem);
  }

  private static NotificationStatus waiting(Incoming incoming) {
    if (incoming.tail() != null) {
      return NotificationStatus.LONG_TAIL;
    }
    return incoming.attempts() == 0 ? NotificationStatus.PENDING : NotificationStatus.RETRYING;
  }

  /** Not before the target wants it. */
  private static Duration later(Duration pause, DeliveryOutcome outcome) {
    return outcome instanceof DeliveryOutcome.Failed failed
            && failed.retryAfter() != null
            && failed.retryAfter().compareTo(pause) > 0
        ? failed.retryAfter()
        : pause;
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

  static DeadLetter deadLetter(Verdict.Parked parked) {
    Incoming incoming = parked.assignment().incoming();
    return DeadLetter.of(
        incoming.event(),
        incoming.member(),
        parked.assignment().kind(),
        parked.assignment().target().name(),
        parked.reason(),
        parked.attempts());
  }

  /** What becomes of the claim in Redis when the row was not granted. */
  static ClaimSettlement release(Assignment assignment, ClaimDecision rowDecision) {
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

  /** What becomes of the claim in Redis after an attempt. */
  static ClaimSettlement release(Verdict verdict) {
    Assignment assignment = verdict.assignment();
    if (verdict instanceof Verdict.Retry retry) {
      return new ClaimSettlement(assignment.key(), false, retry.attempts());
    }
    if (verdict instanceof Verdict.Parked parked) {
      return new ClaimSettlement(assignment.key(), false, parked.attempts());
    }
    if (verdict instanceof Verdict.Kept kept) {
      return new ClaimSettlement(assignment.key(), false, kept.attempts());
    }
    return new ClaimSettlement(
        assignment.key(), verdict instanceof Verdict.Settled, assignment.incoming().attempts());
  }
}
