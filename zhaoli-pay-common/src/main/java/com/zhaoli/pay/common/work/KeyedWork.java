package com.zhaoli.pay.common.work;

import com.zhaoli.pay.common.client.job.WorkScope;

/** Work of this service that job-executor drives by keys. */
public interface KeyedWork extends KeySource {
  /**
   * Does the work of one key. A key that is done, gone or no longer due is left alone, and a key
   * that two do at the same time has its effect once.
   *
   * @param again whether it failed before and is to be done whether it is due or not
   * @throws WorkFailedException when it cannot be done now
   */
  Done work(WorkScope scope, String key, boolean again);

  /** What came of a key. */
  enum Done {
    CHANGED,
    UNCHANGED
  }
}
