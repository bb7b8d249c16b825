package com.zhaoli.pay.notify.log.web;

import com.zhaoli.pay.notify.log.LogPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries, newest first; none also for a payment that is another merchant's.
 *
 * @param next the {@code after} of the next page; absent on the last one
 */
record NotificationsVO(List<NotificationVO> items, @Nullable String next) {

  static NotificationsVO of(LogPage page) {
    return new NotificationsVO(page.rows().stream().map(NotificationVO::of).toList(), page.next());
  }
}
