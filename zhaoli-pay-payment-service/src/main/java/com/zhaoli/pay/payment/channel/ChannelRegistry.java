package com.zhaoli.pay.payment.channel;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** All channels there are, by name. Adding one is one more package that registers its beans. */
@Component
public class ChannelRegistry {
  private final Map<String, PaymentChannel> channels;
  private final Map<String, ChannelCallback<?>> callbacks;
  private final Map<String, ChannelCallback<?>> callbacksByPath;
  private final Map<String, ChannelBills> bills;
  private final Map<String, PayerBrowser> browsers;

  ChannelRegistry(
      List<PaymentChannel> channels,
      List<ChannelCallback<?>> callbacks,
      List<ChannelBills> bills,
      List<PayerBrowser> browsers,
      MeterRegistry meters) {
    this.channels =
        byName(
            channels.stream()
                .<PaymentChannel>map(channel -> new GuardedChannel(channel, meters))
                .toList(),
            channel -> channel.channel().name());
    this.callbacks = byName(callbacks, callback -> callback.channel().name());
    this.callbacksByPath = byName(callbacks, ChannelCallback::pathName);
    this.bills = byName(bills, bill -> bill.channel().name());
    this.browsers = byName(browsers, browser -> browser.channel().name());
  }

  private static <T> Map<String, T> byName(List<T> strategies, Function<T, String> name) {
    Map<String, T> byName = new TreeMap<>();
    for (T strategy : strategies) {
      if (byName.put(name.apply(strategy), strategy) != null) {
        throw new IllegalStateException("two strategies are called " + name.apply(strategy));
      }
    }
    return byName;
  }

  /** The names of all channels, in order. */
  public SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(channels.keySet()));
  }

  /** All channels, in the order of their names. */
  public List<PaymentChannel> all() {
    return List.copyOf(channels.values());
  }

  /** The wallet whose payers' barcodes look like this number. */
  public Optional<Channel> ofAuthCode(String authCode) {
    return channels.values().stream()
        .filter(channel -> channel.isAuthCode(authCode))
        .map(PaymentChannel::channel)
        .findFirst();
  }

  public Optional<PaymentChannel> find(Channel channel) {
    return Optional.ofNullable(channels.get(channel.name()));
  }

  /** The strategy of a channel that an existing order names. */
  public PaymentChannel get(Channel channel) {
    return find(channel).orElseThrow(() -> new IllegalStateException("no strategy for " + channel));
  }

  /** The callback strategy whose address ends so. */
  public Optional<ChannelCallback<?>> findCallback(String pathName) {
    return Optional.ofNullable(callbacksByPath.get(pathName));
  }

  /** The last parts of all callback addresses. */
  public Set<String> callbackPaths() {
    return Collections.unmodifiableSet(callbacksByPath.keySet());
  }

  public Optional<ChannelCallback<?>> findCallback(Channel channel) {
    return Optional.ofNullable(callbacks.get(channel.name()));
  }

  public Optional<ChannelBills> findBills(Channel channel) {
    return Optional.ofNullable(bills.get(channel.name()));
  }

  public Optional<PayerBrowser> findBrowser(Channel channel) {
    return Optional.ofNullable(browsers.get(channel.name()));
  }

  /** The wallet whose own browser sends this User-Agent header. */
  public Optional<PayerBrowser> recognise(String userAgent) {
    return browsers.values().stream().filter(browser -> browser.recognises(userAgent)).findFirst();
  }
}
