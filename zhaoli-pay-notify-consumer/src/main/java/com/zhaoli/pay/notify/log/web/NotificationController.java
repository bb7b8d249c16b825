package com.zhaoli.pay.notify.log.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.notify.log.AttemptLog;
import com.zhaoli.pay.notify.log.LaneCalls;
import com.zhaoli.pay.notify.log.LogFilter;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.log.NotificationStatus;
import com.zhaoli.pay.notify.log.Redelivery;
import com.zhaoli.pay.notify.log.internal.StoredNotifications;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The delivery log of the open API: a merchant sees its own. */
@RestController
@RequestMapping("/openapi/v1/notifications")
class NotificationController {
  private final NotificationLog notifications;
  private final StoredNotifications stored;
  private final AttemptLog attempts;
  private final Redelivery redelivery;
  private final LaneCalls laneCalls;

  NotificationController(
      NotificationLog notifications,
      StoredNotifications stored,
      AttemptLog attempts,
      Redelivery redelivery,
      LaneCalls laneCalls) {
    this.notifications = notifications;
    this.stored = stored;
    this.attempts = attempts;
    this.redelivery = redelivery;
    this.laneCalls = laneCalls;
  }

  /**
   * The merchant's deliveries, newest first.
   *
   * @param paymentNo of this payment alone
   * @param targetNo an endpoint or receiver
   * @param after the {@code next} of the page before
   */
  @GetMapping
  NotificationsVO list(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam(required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a payment") @Nullable String paymentNo,
      @RequestParam(required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an endpoint") @Nullable String targetNo,
      @RequestParam(required = false) @Nullable NotificationStatus status,
      @RequestParam(required = false)
          @Pattern(regexp = Numbers.NOTIFICATION, message = "must be the next of a page") @Nullable String after,
      @RequestParam(defaultValue = "50")
          @Min(value = 1, message = "must be 1 to 200") @Max(value = 200, message = "must be 1 to 200") int limit) {
    return NotificationsVO.of(
        notifications.newestFirst(
            merchantNo, new LogFilter(paymentNo, targetNo, status), after, limit));
  }

  @GetMapping("/{notificationNo}")
  DeliveryVO get(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a notification") String notificationNo) {
    return stored
        .one(merchantNo, notificationNo)
        .map(found -> DeliveryVO.of(found.row(), attempts.of(notificationNo)))
        .orElseThrow(() -> new ApiException(ErrorCode.NOTIFICATION_NOT_FOUND));
  }

  /** Delivers it once more; one that is under way by itself is only brought forward. */
  @PostMapping("/{notificationNo}/redeliver")
  @ResponseStatus(HttpStatus.ACCEPTED)
  NotificationVO redeliver(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a notification") String notificationNo) {
    return NotificationVO.of(
        laneCalls.call(merchantNo, () -> redelivery.redeliver(merchantNo, notificationNo)));
  }
}
