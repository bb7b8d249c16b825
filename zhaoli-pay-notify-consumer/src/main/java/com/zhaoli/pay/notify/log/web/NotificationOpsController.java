package com.zhaoli.pay.notify.log.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.notify.log.AttemptLog;
import com.zhaoli.pay.notify.log.LogFilter;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.log.NotificationStatus;
import com.zhaoli.pay.notify.log.internal.StoredNotifications;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The delivery log for operators, merchant by merchant. */
@RestController
@RequestMapping("/ops/v1/notifications")
class NotificationOpsController {
  private final NotificationLog notifications;
  private final StoredNotifications stored;
  private final AttemptLog attempts;

  NotificationOpsController(
      NotificationLog notifications, StoredNotifications stored, AttemptLog attempts) {
    this.notifications = notifications;
    this.stored = stored;
    this.attempts = attempts;
  }

  /** As the merchant itself would see them. */
  @GetMapping
  NotificationsVO list(
      HttpServletRequest request,
      @RequestParam
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @RequestParam(required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a payment") @Nullable String paymentNo,
      @RequestParam(required = false)
          @Pattern(
              regexp = Ids.FROM_OUTSIDE,
              message = "must be the number of an endpoint or receiver")
          @Nullable String targetNo,
      @RequestParam(required = false) @Nullable NotificationStatus status,
      @RequestParam(required = false)
          @Pattern(regexp = Numbers.NOTIFICATION, message = "must be the next of a page") @Nullable String after,
      @RequestParam(defaultValue = "50")
          @Min(value = 1, message = "must be 1 to 200") @Max(value = 200, message = "must be 1 to 200") int limit) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return NotificationsVO.of(
        notifications.newestFirst(
            merchantNo, new LogFilter(paymentNo, targetNo, status), after, limit));
  }

  @GetMapping("/{notificationNo:" + Numbers.NOTIFICATION + "}")
  DeliveryVO get(HttpServletRequest request, @PathVariable String notificationNo) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return stored
        .ofAnybody(notificationNo)
        .map(found -> DeliveryVO.of(found, attempts.of(notificationNo)))
        .orElseThrow(() -> new ApiException(ErrorCode.NOTIFICATION_NOT_FOUND));
  }
}
