package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelBills;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The bills of a channel that is there for tests only. A day without a script has no bill. */
@Component
class TestBills implements ChannelBills {
  static final Channel CHANNEL = Channel.of("TESTPAY");

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();

  /** What the channel does when it is asked for a bill. */
  interface Script {
    BillOutcome read(Consumer<BillRow> rows);
  }

  @Override
  public Channel channel() {
    return CHANNEL;
  }

  void script(String account, BusinessDay day, Script script) {
    scripts.put(account + " " + day, script);
  }

  /** A bill with these rows, which is right. */
  void bill(String account, BusinessDay day, List<BillRow> rows) {
    script(
        account,
        day,
        consumer -> {
          rows.forEach(consumer);
          return new BillOutcome.Read(rows.size());
        });
  }

  @Override
  public BillOutcome read(String channelAccountNo, LocalDate day, Consumer<BillRow> rows) {
    return scripts
        .getOrDefault(channelAccountNo + " " + day, unused -> new BillOutcome.NotThere())
        .read(rows);
  }
}
