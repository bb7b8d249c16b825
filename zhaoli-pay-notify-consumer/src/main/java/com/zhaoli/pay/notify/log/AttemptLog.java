package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.notify.log.internal.AttemptStore;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Every attempt of every delivery. */
@Service
public class AttemptLog {
  private static final int MOST = 200;

  private final AttemptStore store;

  AttemptLog(AttemptStore store) {
    this.store = store;
  }

  /** Adds attempts, many with one statement, all or none. */
  @Transactional
  public void add(List<AttemptEntry> attempts) {
    store.add(attempts);
  }

  /** The attempts of a delivery, oldest first. */
  public List<AttemptEntry> of(String notificationNo) {
    return store.of(notificationNo, MOST);
  }
}
