package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Accounts of a channel that there is in tests only; a test says what a trial brings. */
final class TestPayAccountType implements ChannelAccountType {
  static final Channel TESTPAY = new Channel("TESTPAY");

  private final Queue<ChannelAccount> tried = new ConcurrentLinkedQueue<>();
  private volatile Function<ChannelAccount, Trial> answer = account -> new Trial.Works();

  @Override
  public Channel channel() {
    return TESTPAY;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("app-id", true, false, "The app's id."),
        new Setting("seller-id", false, false, "Who receives the money."),
        new Setting("private-key", true, true, "The app's key."),
        new Setting("api-key", false, true, "Another key."));
  }

  @Override
  public Trial tryOut(ChannelAccount candidate) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new AssertionError("a channel was called inside a transaction");
    }
    tried.add(candidate);
    return answer.apply(candidate);
  }

  /** From now on trials bring this. */
  void answer(Function<ChannelAccount, Trial> next) {
    answer = next;
  }

  /** What was tried so far. */
  List<ChannelAccount> tried() {
    return List.copyOf(tried);
  }
}
