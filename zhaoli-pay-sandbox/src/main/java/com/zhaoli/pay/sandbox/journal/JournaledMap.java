package com.zhaoli.pay.sandbox.journal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map whose changes are in the {@link Journal}. Values are immutable; a change replaces
 * one. All maps of a journal share its lock, so a change sees no half of another.
 */
public final class JournaledMap<V> {
  /**
   * How many of the oldest entries are looked at for a finished one, so that adding stays quick.
   */
  private static final int MAX_LOOKED_AT = 256;

  private final Journal journal;
  private final String name;
  private final int capacity;
  private final Predicate<V> finished;
  private final ReentrantLock lock;
  private final LinkedHashMap<String, V> entries = new LinkedHashMap<>();
  private @Nullable Consumer<V> onEvicted;

  JournaledMap(Journal journal, String name, int capacity, Predicate<V> finished) {
    this.journal = journal;
    this.name = name;
    this.capacity = capacity;
    this.finished = finished;
    this.lock = journal.lock();
  }

  /** Tells {@code listener} of each value that had to make room. */
  public JournaledMap<V> onEvicted(Consumer<V> listener) {
    this.onEvicted = listener;
    return this;
  }

  public Optional<V> get(String key) {
    return locked(() -> Optional.ofNullable(entries.get(key)));
  }

  /** Puts the value under the key, whatever was there. */
  public void put(String key, V value) {
    locked(
        () -> {
          store(key, value);
          return value;
        });
  }

  /** The value under the key: the one that was there, or else the one that {@code maker} makes. */
  public V putIfAbsent(String key, Function<String, V> maker) {
    return locked(
        () -> {
          V present = entries.get(key);
          if (present != null) {
            return present;
          }
          V made = maker.apply(key);
          store(key, made);
          return made;
        });
  }

  /** Puts the value unless one is there that is in its way; true when it was put. */
  public boolean putUnless(String key, V value, Predicate<V> inTheWay) {
    return locked(
        () -> {
          V present = entries.get(key);
          if (present != null && inTheWay.test(present)) {
            return false;
          }
          store(key, value);
          return true;
        });
  }

  /** Replaces the value under the key, if there is one, and answers the new one. */
  public Optional<V> change(String key, UnaryOperator<V> change) {
    return locked(
        () -> {
          V present = entries.get(key);
          if (present == null) {
            return Optional.<V>empty();
          }
          V changed = change.apply(present);
          if (!changed.equals(present)) {
            store(key, changed);
          }
          return Optional.of(changed);
        });
  }

  public void remove(String key) {
    locked(
        () -> {
          if (entries.remove(key) != null) {
            journal.append(name, key, null);
          }
          return key;
        });
  }

  /** Removes the value under the key, and answers it if there was one. */
  public Optional<V> take(String key) {
    return locked(
        () -> {
          V present = entries.get(key);
          remove(key);
          return Optional.ofNullable(present);
        });
  }

  /** Values from the newest to the oldest that pass the filter, at most {@code limit}. */
  public List<V> newest(int limit, Predicate<V> filter) {
    return locked(
        () -> {
          List<V> all = new ArrayList<>(entries.values());
          List<V> found = new ArrayList<>();
          for (int i = all.size() - 1; i >= 0 && found.size() < limit; i--) {
            if (filter.test(all.get(i))) {
              found.add(all.get(i));
            }
          }
          return List.copyOf(found);
        });
  }

  /** All values, the oldest first. */
  public List<V> values() {
    return locked(() -> List.copyOf(entries.values()));
  }

  int size() {
    return entries.size();
  }

  String name() {
    return name;
  }

  Map<String, V> snapshot() {
    return entries;
  }

  void restore(String key, V value) {
    entries.put(key, value);
  }

  private void store(String key, V value) {
    boolean isNew = entries.put(key, value) == null;
    journal.append(name, key, value);
    if (isNew && entries.size() > capacity) {
      evictOne(key);
    }
  }

  private void evictOne(String newcomer) {
    String victim = null;
    Iterator<Map.Entry<String, V>> all = entries.entrySet().iterator();
    for (int looked = 0; looked < MAX_LOOKED_AT && all.hasNext(); looked++) {
      Map.Entry<String, V> entry = all.next();
      if (entry.getKey().equals(newcomer)) {
        continue;
      }
      if (finished.test(entry.getValue())) {
        victim = entry.getKey();
        break;
      }
      if (victim == null) {
        // Should none of them be finished, then the oldest goes: the bound holds in any case.
        victim = entry.getKey();
      }
    }
    V evicted = victim == null ? null : entries.remove(victim);
    if (evicted != null && victim != null) {
      journal.append(name, victim, null);
      Consumer<V> listener = onEvicted;
      if (listener != null) {
        listener.accept(evicted);
      }
    }
  }

  private <R> R locked(Supplier<R> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
