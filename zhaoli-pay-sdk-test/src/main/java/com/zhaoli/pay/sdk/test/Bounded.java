package com.zhaoli.pay.sdk.test;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Collections that forget the oldest when they are full. Safe for many threads. */
final class Bounded {

  private Bounded() {}

  static <E> Set<E> set(int limit) {
    return Collections.synchronizedSet(Collections.newSetFromMap(new Oldest<>(limit)));
  }

  static <K, V> Map<K, V> map(int limit) {
    return Collections.synchronizedMap(new Oldest<>(limit));
  }

  private static final class Oldest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private final int limit;

    Oldest(int limit) {
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > limit;
    }
  }
}
