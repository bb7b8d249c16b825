package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One account whose settings change. */
final class TestAccounts implements ChannelAccountSource {
  static final String NO = "platform";
  private final AtomicLong versions = new AtomicLong();
  private ChannelAccount current;
  private @Nullable ChannelAccount previous;

  TestAccounts(Map<String, String> settings) {
    this.current = account(settings);
  }

  private ChannelAccount account(Map<String, String> settings) {
    return new ChannelAccount(Channel.WECHAT, NO, versions.incrementAndGet(), settings);
  }

  ChannelAccount current() {
    return current;
  }

  /** The settings are replaced; callbacks for the earlier ones may still come. */
  void change(Map<String, String> settings) {
    previous = current;
    current = account(settings);
  }

  /** The time of the earlier settings is over. */
  void forgetPrevious() {
    previous = null;
  }

  @Override
  public boolean exists(Channel channel, String channelAccountNo) {
    return channelAccountNo.equals(NO);
  }

  @Override
  public Optional<ChannelAccount> find(Channel channel, String channelAccountNo) {
    return exists(channel, channelAccountNo) ? Optional.of(current) : Optional.empty();
  }

  @Override
  public Optional<ChannelAccount> findPrevious(Channel channel, String channelAccountNo) {
    return Optional.ofNullable(previous);
  }

  @Override
  public Optional<String> accountFor(String merchantNo, Channel channel) {
    return Optional.of(NO);
  }
}
