package com.zhaoli.pay.merchant.app;

import com.zhaoli.pay.merchant.app.internal.CredentialChangeStore;
import com.zhaoli.pay.merchant.app.internal.CredentialVersions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Tells the gateways that an app's credentials changed. A change is stored in its own transaction,
 * so that it is told however late; telling it twice only makes them ask once more.
 */
@Service
public class CredentialChanges {
  private static final Logger log = LoggerFactory.getLogger(CredentialChanges.class);
  private static final int BATCH = 200;
  private static final int BATCHES = 20;

  private final CredentialChangeStore store;
  private final CredentialVersions versions;
  private final Clock clock;

  CredentialChanges(CredentialChangeStore store, CredentialVersions versions, Clock clock) {
    this.store = store;
    this.versions = versions;
    this.clock = clock;
  }

  /**
   * Stores a change that is due now, or, as the end of an overlap, later; the caller's transaction.
   */
  public void record(String appId, Instant dueAt) {
    store.insert(appId, dueAt);
  }

  /** Tells what is due of this app, after the commit; never fails, since the sweep repeats it. */
  public void publish(String appId) {
    try {
      tell(store.dueOf(appId, clock.instant(), BATCH));
    } catch (DataAccessException e) {
      log.warn("A change of {} is told to the gateways later: {}", appId, e.getMessage());
    }
  }

  /** Tells what is due and was not told, until there is none or Redis does not answer. */
  @Scheduled(fixedDelayString = "1s")
  void sweep() {
    try {
      for (int batch = 0; batch < BATCHES; batch++) {
        if (tell(store.due(clock.instant(), BATCH)) < BATCH) {
          return;
        }
      }
    } catch (DataAccessException e) {
      log.warn("Changes of credentials wait for Redis or the database: {}", e.getMessage());
    }
  }

  private int tell(Map<String, List<Long>> changes) {
    int told = 0;
    for (Map.Entry<String, List<Long>> change : changes.entrySet()) {
      versions.raise(change.getKey());
      store.remove(change.getValue());
      told += change.getValue().size();
    }
    return told;
  }
}
