package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.state.DeviceMemory;
import com.zhaoli.pay.simulator.state.DeviceState;
import com.zhaoli.pay.simulator.state.KeySlot;
import java.util.HashMap;
import java.util.Map;

/**
 * Each key's counter. It is written down a thousand ahead, so a terminal that lost its power goes
 * on above all it ever used.
 */
final class Counters {
  private static final long AHEAD = 1_000;

  private final DeviceMemory memory;
  private final Map<String, Long> last = new HashMap<>();

  Counters(DeviceMemory memory) {
    this.memory = memory;
  }

  /** The next one, which nobody else gets. */
  synchronized long next(KeySlot slot) {
    String keyId = slot.key().keyId();
    long next = last.computeIfAbsent(keyId, id -> limitOf(keyId)) + 1;
    if (next > limitOf(keyId)) {
      memory.update(state -> state.withCounterLimit(keyId, next + AHEAD));
    }
    last.put(keyId, next);
    return next;
  }

  /** From now on the counter is larger than this. */
  synchronized void raise(KeySlot slot, long atLeast) {
    last.merge(slot.key().keyId(), atLeast, Math::max);
  }

  /** The key was replaced by one that may have the same name. */
  synchronized void forget() {
    last.clear();
  }

  private long limitOf(String keyId) {
    DeviceState state = memory.state();
    for (KeySlot slot : new KeySlot[] {state.key(), state.nextKey()}) {
      if (slot != null && slot.key().keyId().equals(keyId)) {
        return slot.counterLimit();
      }
    }
    throw new IllegalStateException("there is no key " + keyId);
  }
}
