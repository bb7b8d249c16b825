package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.journal.Journal;
import com.zhaoli.pay.simulator.state.DeviceMemory;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers of trades and refunds: day, tag of this installation, running number. The journal has a
 * number before it is sent, so it says where to go on; the tag is another one after a factory
 * reset.
 */
final class Numbers {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneId.of("Asia/Shanghai"));

  private final DeviceMemory memory;
  private final Clock clock;
  private final AtomicInteger running;

  Numbers(DeviceMemory memory, Journal journal, Clock clock) {
    this.memory = memory;
    this.clock = clock;
    int highest = 0;
    for (var trade : journal.trades()) {
      highest = Math.max(highest, runningOf(trade.terminalTradeNo()));
    }
    for (var refund : journal.refunds()) {
      highest = Math.max(highest, runningOf(refund.terminalRefundNo()));
    }
    this.running = new AtomicInteger(highest);
  }

  String trade() {
    return next();
  }

  String refund() {
    return "R" + next();
  }

  private String next() {
    return String.format(
        Locale.ROOT,
        "%s-%s-%05d",
        DAY.format(clock.instant()),
        memory.state().numberTag(),
        running.incrementAndGet());
  }

  private static int runningOf(String no) {
    return Integer.parseInt(no.substring(no.lastIndexOf('-') + 1));
  }
}
