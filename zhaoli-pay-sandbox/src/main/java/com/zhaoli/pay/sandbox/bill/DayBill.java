package com.zhaoli.pay.sandbox.bill;

import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.Refund;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The lines of one channel's bill of one day in China: payments on the day of the payment, refunds
 * on the day on which they were accepted. The bill of today holds what has happened so far; a real
 * one comes the next morning.
 */
@Component
public final class DayBill {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final OrderBook orders;
  private final Alterations alterations;
  private final Clock clock;

  DayBill(OrderBook orders, Alterations alterations, Clock clock) {
    this.orders = orders;
    this.alterations = alterations;
    this.clock = clock;
  }

  /** Today in China: of no later day is there a bill. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), CHINA);
  }

  /** The lines in the order of time. */
  public List<BillEntry> of(Channel channel, LocalDate day) {
    List<BillEntry> entries = new ArrayList<>();
    for (SandboxOrder order : orders.all()) {
      if (order.channel() == channel) {
        add(entries, order, day);
      }
    }
    entries.sort(Comparator.comparing(BillEntry::at));
    return entries;
  }

  private void add(List<BillEntry> entries, SandboxOrder order, LocalDate day) {
    Optional<AlterationKind> lie = alterations.of(order);
    if (lie.isPresent() && lie.get() == AlterationKind.OMIT) {
      return;
    }
    boolean wrongStatus = lie.isPresent() && lie.get() == AlterationKind.STATUS;
    long extraFen = lie.isPresent() && lie.get() == AlterationKind.AMOUNT ? 1 : 0;
    Instant paidAt = order.paidAt();
    if (paidAt != null && isOn(day, paidAt)) {
      entries.add(
          wrongStatus
              ? BillEntry.undone(order, paidAt)
              : BillEntry.payment(order, order.amountFen() + extraFen, paidAt));
    } else if (paidAt == null && wrongStatus && isOn(day, order.createdAt())) {
      entries.add(BillEntry.payment(order, order.amountFen(), order.createdAt()));
    }
    for (Refund refund : order.refunds()) {
      if (isOn(day, refund.createdAt())) {
        entries.add(BillEntry.refund(order, refund));
      }
    }
  }

  private static boolean isOn(LocalDate day, Instant at) {
    return LocalDate.ofInstant(at, CHINA).equals(day);
  }
}
