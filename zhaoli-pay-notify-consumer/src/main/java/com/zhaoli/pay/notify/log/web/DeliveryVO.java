package com.zhaoli.pay.notify.log.web;

import com.zhaoli.pay.notify.log.AttemptEntry;
import com.zhaoli.pay.notify.log.NotificationBO;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery with all of its attempts, oldest first. */
record DeliveryVO(NotificationVO notification, List<AttemptVO> attempts) {

  static DeliveryVO of(NotificationBO row, List<AttemptEntry> attempts) {
    return new DeliveryVO(NotificationVO.of(row), attempts.stream().map(AttemptVO::of).toList());
  }

  /**
   * @param address what was called; absent for a message in WeChat
   * @param response the beginning of the answer
   */
  record AttemptVO(
      Instant beganAt,
      long tookMillis,
      String result,
      @Nullable String address,
      @Nullable Integer httpStatus,
      @Nullable String response,
      @Nullable String problem) {

    static AttemptVO of(AttemptEntry attempt) {
      return new AttemptVO(
          attempt.beganAt(),
          attempt.took().toMillis(),
          attempt.result(),
          attempt.address(),
          attempt.httpStatus(),
          attempt.response(),
          attempt.problem());
    }
  }
}
