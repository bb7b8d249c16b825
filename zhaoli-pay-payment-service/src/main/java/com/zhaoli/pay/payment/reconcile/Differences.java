package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.reconcile.internal.DifferenceStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Operators look at differences and decide on them. A decision moves no money. */
@Service
public class Differences {
  private static final Logger log = LoggerFactory.getLogger(Differences.class);

  private final DifferenceStore store;

  Differences(DifferenceStore store) {
    this.store = store;
  }

  /** Differences, newest first, after the one of that number. A null filter lets all through. */
  public List<DifferenceBO> list(
      @Nullable String runNo,
      @Nullable DifferenceStatus status,
      @Nullable DifferenceKind kind,
      @Nullable String after,
      int limit) {
    return store.newestFirst(runNo, status, kind, after, limit);
  }

  /**
   * Resolves or ignores an open difference.
   *
   * @throws ApiException DIFFERENCE_NOT_FOUND; DIFFERENCE_STATE_INVALID when it is not open
   */
  public DifferenceBO decide(
      String differenceNo, DifferenceStatus decision, String note, String operatorNo) {
    return move(differenceNo, DifferenceStatus.OPEN, decision, note, operatorNo);
  }

  /**
   * Opens again what was resolved or ignored.
   *
   * @throws ApiException DIFFERENCE_NOT_FOUND; DIFFERENCE_STATE_INVALID when nothing was decided
   */
  public DifferenceBO reopen(String differenceNo, String note, String operatorNo) {
    DifferenceBO difference = get(differenceNo);
    return switch (difference.status()) {
      case RESOLVED, IGNORED ->
          move(differenceNo, difference.status(), DifferenceStatus.OPEN, note, operatorNo);
      case OPEN, WAITING -> throw stateInvalid(difference);
    };
  }

  private DifferenceBO move(
      String differenceNo,
      DifferenceStatus from,
      DifferenceStatus to,
      String note,
      String operatorNo) {
    if (!store.decide(differenceNo, from, to, note, operatorNo)) {
      throw stateInvalid(get(differenceNo));
    }
    log.info("difference {} was moved from {} to {} by {}", differenceNo, from, to, operatorNo);
    return get(differenceNo);
  }

  private DifferenceBO get(String differenceNo) {
    return store
        .find(differenceNo)
        .orElseThrow(() -> new ApiException(ErrorCode.DIFFERENCE_NOT_FOUND));
  }

  private static ApiException stateInvalid(DifferenceBO difference) {
    return new ApiException(
        ErrorCode.DIFFERENCE_STATE_INVALID, Map.of("status", difference.status().name()));
  }
}
