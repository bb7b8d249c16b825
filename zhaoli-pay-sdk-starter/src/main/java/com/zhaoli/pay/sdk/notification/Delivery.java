package com.zhaoli.pay.sdk.notification;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.util.List;

/** A notification with all of its attempts, oldest first. */
public record Delivery(Notification notification, List<DeliveryAttempt> attempts) {

  static Delivery of(JsonObject json) {
    return new Delivery(
        Notification.of(json.object("notification")),
        json.objects("attempts").stream().map(DeliveryAttempt::of).toList());
  }
}
