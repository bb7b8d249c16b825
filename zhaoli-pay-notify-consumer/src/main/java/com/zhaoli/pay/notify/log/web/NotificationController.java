package com.zhaoli.pay.notify.log.web;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.log.Redelivery;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The delivery log of the open API: a merchant sees its own. */
@RestController
class NotificationController {
  private final NotificationLog notifications;
  private final Redelivery redelivery;

  NotificationController(NotificationLog notifications, Redelivery redelivery) {
    this.notifications = notifications;
    this.redelivery = redelivery;
  }

  @GetMapping("/openapi/v1/notifications")
  NotificationsVO ofPayment(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam
          @Pattern(regexp = "[A-Za-z0-9_-]{1,64}", message = "must be the number of a payment") String paymentNo) {
    return new NotificationsVO(
        notifications.ofPayment(merchantNo, paymentNo).stream().map(NotificationVO::of).toList());
  }

  /** Delivers it once more; one that is under way by itself is only brought forward. */
  @PostMapping("/openapi/v1/notifications/{notificationNo}/redeliver")
  @ResponseStatus(HttpStatus.ACCEPTED)
  NotificationVO redeliver(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable
          @Pattern(regexp = "[A-Za-z0-9_-]{1,64}", message = "must be the number of a notification") String notificationNo) {
    return NotificationVO.of(redelivery.redeliver(merchantNo, notificationNo));
  }

  /** Empty also for a payment that is another merchant's. */
  record NotificationsVO(List<NotificationVO> items) {}
}
