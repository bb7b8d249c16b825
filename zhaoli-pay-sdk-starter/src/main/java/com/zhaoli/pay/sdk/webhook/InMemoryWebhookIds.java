package com.zhaoli.pay.sdk.webhook;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The ids of one process, as long as it lives: of those that are done the newest ones up to a
 * limit, which bounds the memory. Safe for many threads.
 */
public final class InMemoryWebhookIds implements WebhookIds {

  /** Two megabytes, and a day of a shop with 10,000 webhooks a day. */
  public static final int DEFAULT_LIMIT = 10_000;

  private final int limit;
  private final Set<String> underWay = new HashSet<>();
  private final Set<String> done = new LinkedHashSet<>();

  public InMemoryWebhookIds() {
    this(DEFAULT_LIMIT);
  }

  /**
   * Keeps so many.
   *
   * @throws IllegalArgumentException when the limit is not positive
   */
  public InMemoryWebhookIds(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit is not positive: " + limit);
    }
    this.limit = limit;
  }

  @Override
  public synchronized Begin begin(String id) {
    if (done.contains(id)) {
      return Begin.DONE;
    }
    return underWay.add(id) ? Begin.FIRST : Begin.UNDER_WAY;
  }

  @Override
  public synchronized void done(String id) {
    underWay.remove(id);
    done.add(id);
    if (done.size() > limit) {
      Iterator<String> oldest = done.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  @Override
  public synchronized void failed(String id) {
    underWay.remove(id);
  }
}
