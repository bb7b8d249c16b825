package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

/** A poller that stands still is seen from outside. */
class OverdueIT {

  @Test
  void whatIsDueAndNobodyLooksForIsTold() {
    try (NotifyService service =
        NotifyService.start(
            new Outside(),
            "zhaoli_notify_overdue",
            "ZHAOLI_DISPATCH=async",
            // After its first look the poller stands still for longer than this takes.
            "zhaoli.notify.poll-interval=1m",
            "zhaoli.notify.overdue-interval=100ms")) {
      lane(service, "whe_later", "UTC_TIMESTAMP(3) + INTERVAL 1 HOUR");
      lane(service, "whe_nothing", "NULL");
      lane(service, "whe_due", "UTC_TIMESTAMP(3) - INTERVAL 90 SECOND");
      lane(service, "whe_due_since", "UTC_TIMESTAMP(3) - INTERVAL 10 SECOND");

      await()
          .untilAsserted(
              () -> assertThat(overdue(service, TargetKind.WEBHOOK)).isBetween(90.0, 150.0));
      assertThat(overdue(service, TargetKind.TEMPLATE_MESSAGE)).isZero();

      service.jdbc().update("UPDATE delivery_lane SET next_due_at = NULL");
      await().until(() -> overdue(service, TargetKind.WEBHOOK) == 0);
    }
  }

  private static void lane(NotifyService service, String target, String due) {
    service
        .jdbc()
        .update(
            "INSERT INTO delivery_lane (target_kind, target, next_due_at) VALUES ('WEBHOOK', ?, "
                + due
                + ")",
            target);
  }

  private static double overdue(NotifyService service, TargetKind kind) {
    return service
        .bean(MeterRegistry.class)
        .get("zhaoli.notify.overdue")
        .tag("target", kind.name())
        .gauge()
        .value();
  }
}
