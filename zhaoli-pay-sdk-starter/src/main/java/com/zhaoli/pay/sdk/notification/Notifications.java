package com.zhaoli.pay.sdk.notification;

import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.http.ApiCaller;
import com.zhaoli.pay.sdk.page.Page;
import java.util.List;

/**
 * What became of each event. Every method throws a {@link ZhaoliPayException} whose subclass says
 * what to do. Safe for many threads.
 */
public final class Notifications {

  private static final String PATH = "/openapi/v1/notifications";
  private static final byte[] NO_BODY = new byte[0];

  private final ApiCaller api;

  public Notifications(ApiCaller api) {
    this.api = api;
  }

  /** The newest two hundred of a payment, newest first; {@link #list} has those behind them. */
  public List<Notification> ofPayment(String paymentNo) {
    return list(NotificationFilter.builder()
            .paymentNo(paymentNo)
            .limit(NotificationFilter.MAX_LIMIT)
            .build())
        .items();
  }

  /** The newest that the filter lets through, newest first. */
  public Page<Notification> list(NotificationFilter filter) {
    return page(filter.query());
  }

  /** Those behind the page whose {@code next} is given. */
  public Page<Notification> list(NotificationFilter filter, String after) {
    return page(filter.query() + "&after=" + ApiCaller.encode(after));
  }

  /** One with all of its attempts. */
  public Delivery get(String notificationNo) {
    return api.get(at(notificationNo), Delivery::of);
  }

  /**
   * Has it delivered once more, with the same {@code webhook-id}; one that is under way is brought
   * forward. Each call is one more delivery, so that it is sent once.
   */
  public Notification redeliver(String notificationNo) {
    return api.postOnce(at(notificationNo) + "/redeliver", NO_BODY, Notification::of);
  }

  private Page<Notification> page(String query) {
    return api.get(PATH + query, json -> Page.of(json, "items", Notification::of));
  }

  private static String at(String notificationNo) {
    return PATH + ApiCaller.segment("notificationNo", notificationNo);
  }
}
