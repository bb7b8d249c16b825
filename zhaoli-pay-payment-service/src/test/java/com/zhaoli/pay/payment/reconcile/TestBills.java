package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelBills;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Plays the bills of accounts of tests, in front of WeChat Pay's own, which has all other accounts:
 * so these tests share their context with the others. A day without a script has no bill.
 */
@Component
class TestBills implements BeanPostProcessor {
  static final Channel CHANNEL = Channel.WECHAT;
  static final String PREFIX = "bill_test_";

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();

  /** What the channel does when it is asked for a bill. */
  interface Script {
    ChannelBills.BillOutcome read(Consumer<ChannelBills.BillRow> rows);
  }

  void script(String account, BusinessDay day, Script script) {
    scripts.put(account + " " + day, script);
  }

  /** A bill with these rows, which is right. */
  void bill(String account, BusinessDay day, List<ChannelBills.BillRow> rows) {
    script(
        account,
        day,
        consumer -> {
          rows.forEach(consumer);
          return new ChannelBills.BillOutcome.Read(rows.size());
        });
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof ChannelBills bills && bills.channel().equals(CHANNEL)
        ? new InFront(bills)
        : bean;
  }

  private final class InFront implements ChannelBills {
    private final ChannelBills others;

    private InFront(ChannelBills others) {
      this.others = others;
    }

    @Override
    public Channel channel() {
      return CHANNEL;
    }

    @Override
    public BillOutcome read(String channelAccountNo, LocalDate day, Consumer<BillRow> rows) {
      return channelAccountNo.startsWith(PREFIX)
          ? scripts
              .getOrDefault(channelAccountNo + " " + day, unused -> new BillOutcome.NotThere())
              .read(rows)
          : others.read(channelAccountNo, day, rows);
    }
  }
}
