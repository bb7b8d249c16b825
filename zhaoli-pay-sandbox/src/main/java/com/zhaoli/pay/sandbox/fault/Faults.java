package com.zhaoli.pay.sandbox.fault;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.sandbox.keys.Randoms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The faults in force. They end with the process: a fresh sandbox is a sound one. */
@Component
public final class Faults {
  private static final int MAX_FAULTS = 100;
  private static final int MAX_COUNT = 100_000;
  private static final long MAX_MILLIS = 120_000;

  private final List<InForce> inForce = new ArrayList<>();

  /** A fault with what decides at which chances it strikes. */
  private record InForce(Fault fault, DoubleSupplier draws) {}

  /**
   * Puts a fault in force. Kinds that concern only what a channel sends may name the channel
   * itself. One strike when neither count nor rate is given. With a seed, a rate strikes at the
   * same ones of the chances that come, counted from now.
   */
  public Fault add(
      String targetName,
      String kindName,
      @Nullable Integer count,
      @Nullable Double rate,
      @Nullable Long millis,
      @Nullable Long seed) {
    FaultTarget named =
        FaultTarget.named(targetName).orElseThrow(() -> invalid("target", "is not known"));
    FaultKind kind = FaultKind.named(kindName).orElseThrow(() -> invalid("kind", "is not known"));
    FaultTarget target = kind.strikes(named) ? named : named.sending();
    if (!kind.strikes(target)) {
      throw invalid("kind", "does not apply to " + targetName);
    }
    if (count != null && rate != null) {
      throw invalid("rate", "give count or rate, not both");
    }
    if (count != null && (count < 1 || count > MAX_COUNT)) {
      throw invalid("count", "must be 1 to " + MAX_COUNT);
    }
    // Written so that NaN, which compares to nothing, is refused as well.
    if (rate != null && !(rate > 0 && rate <= 1)) {
      throw invalid("rate", "must be above 0 and at most 1");
    }
    if (millis != null && (millis < 0 || millis > MAX_MILLIS)) {
      throw invalid("millis", "must be 0 to " + MAX_MILLIS);
    }
    if (seed != null && rate == null) {
      throw invalid("seed", "is for faults with a rate");
    }
    Fault fault =
        new Fault(
            target,
            kind,
            count == null && rate == null ? Integer.valueOf(1) : count,
            rate,
            millis == null ? kind.defaultMillis() : millis,
            seed);
    DoubleSupplier draws = seed == null ? Randoms::share : new SplittableRandom(seed)::nextDouble;
    synchronized (inForce) {
      if (inForce.size() >= MAX_FAULTS) {
        throw ApiException.of(
            ErrorCode.SANDBOX_STATE_INVALID, "faults", MAX_FAULTS + " are in force; clear some");
      }
      inForce.add(new InForce(fault, draws));
    }
    return fault;
  }

  /** Ends all faults, or those of one target and of what it sends. */
  public void clear(@Nullable String targetName) {
    if (targetName == null) {
      synchronized (inForce) {
        inForce.clear();
      }
      return;
    }
    FaultTarget target =
        FaultTarget.named(targetName).orElseThrow(() -> invalid("target", "is not known"));
    synchronized (inForce) {
      inForce.removeIf(
          entry -> entry.fault().target() == target || entry.fault().target() == target.sending());
    }
  }

  public List<Fault> inForce() {
    synchronized (inForce) {
      return inForce.stream().map(InForce::fault).toList();
    }
  }

  /** The fault of this kind that strikes now, if one does; a counted one is used up by it. */
  public Optional<Fault> strike(FaultTarget target, FaultKind kind) {
    synchronized (inForce) {
      for (int i = 0; i < inForce.size(); i++) {
        Fault fault = inForce.get(i).fault();
        if (fault.target() != target || fault.kind() != kind) {
          continue;
        }
        Double rate = fault.rate();
        if (rate != null && inForce.get(i).draws().getAsDouble() >= rate) {
          continue;
        }
        Fault rest = fault.afterStrike();
        if (rest == null) {
          inForce.remove(i);
        } else {
          inForce.set(i, new InForce(rest, inForce.get(i).draws()));
        }
        return Optional.of(fault);
      }
      return Optional.empty();
    }
  }

  /** Whether a fault of this kind strikes now. */
  public boolean strikes(FaultTarget target, FaultKind kind) {
    return strike(target, kind).isPresent();
  }

  private static ApiException invalid(String field, String problem) {
    return ApiException.of(ErrorCode.REQUEST_INVALID, field, problem);
  }
}
