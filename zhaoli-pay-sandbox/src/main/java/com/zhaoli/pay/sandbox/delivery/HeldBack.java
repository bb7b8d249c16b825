package com.zhaoli.pay.sandbox.delivery;

import com.zhaoli.pay.sandbox.fault.FaultTarget;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/** Sendings that wait for a later one to overtake them. */
@Component
public final class HeldBack {
  private final Sender sender;
  private final Map<FaultTarget, Queue<Runnable>> waiting = new EnumMap<>(FaultTarget.class);

  HeldBack(Sender sender) {
    this.sender = sender;
  }

  /** Keeps the sending until {@link #release} for its target, at most for this time. */
  public void hold(FaultTarget target, Duration atMost, Runnable sending) {
    AtomicBoolean gone = new AtomicBoolean();
    Runnable once =
        () -> {
          if (gone.compareAndSet(false, true)) {
            sending.run();
          }
        };
    synchronized (waiting) {
      waiting.computeIfAbsent(target, key -> new ArrayDeque<>()).add(once);
    }
    sender.after(
        atMost,
        () -> {
          synchronized (waiting) {
            Queue<Runnable> queue = waiting.get(target);
            if (queue != null) {
              queue.remove(once);
            }
          }
          once.run();
        });
  }

  /** A sending to this target has gone out: those held back may follow. */
  public void release(FaultTarget target) {
    Queue<Runnable> due;
    synchronized (waiting) {
      due = waiting.remove(target);
    }
    if (due != null) {
      due.forEach(sending -> sender.after(Duration.ZERO, sending));
    }
  }
}
