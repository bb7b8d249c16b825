package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.notify.log.internal.AttemptStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Every attempt of every delivery. */
@Service
public class AttemptLog {
  private static final Logger log = LoggerFactory.getLogger(AttemptLog.class);
  private static final int MOST = 200;

  private final AttemptStore store;

  AttemptLog(AttemptStore store) {
    this.store = store;
  }

  /**
   * Adds attempts, many with one statement, all or none. May be repeated with the same ones. Not to
   * be called in a transaction: one that meets what is there ends.
   */
  public void add(List<AttemptEntry> attempts) {
    try {
      store.add(attempts);
    } catch (DuplicateKeyException e) {
      // Their numbers are nobody else's: they were written, and it was the answer that was lost.
      log.debug("{} attempts are in the log already", attempts.size());
    }
  }

  /** The attempts of a delivery, oldest first. */
  public List<AttemptEntry> of(String notificationNo) {
    return store.of(notificationNo, MOST);
  }
}
