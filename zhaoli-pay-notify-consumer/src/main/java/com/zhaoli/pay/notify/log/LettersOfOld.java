package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.notify.target.TargetKind;
import java.util.List;

/** Dead letters of deliveries that the log gives up because of their age. */
public interface LettersOfOld {

  /**
   * Stores the dead letter of each. To be called in the transaction that removes them.
   *
   * @param notificationNos of rows that the caller has locked
   */
  void waitedTooLong(TargetKind kind, List<String> notificationNos);
}
