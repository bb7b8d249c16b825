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
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * All channels there are, by name. Adding one is one more package and one line ({@link
 * ChannelModules}); what is registered in part stops the service from starting.
 */
@Component
public class ChannelRegistry {
  private static final Pattern PATH_NAME = Pattern.compile("[a-z][a-z0-9-]{1,31}");

  private final Map<String, PaymentChannel> channels;
  private final Map<String, PaymentChannel> batchChannels;
  private final Map<String, ChannelCallback<?>> callbacks;
  private final Map<String, ChannelCallback<?>> callbacksByPath;
  private final Map<String, ChannelBills> bills;
  private final Map<String, PayerBrowser> browsers;

  ChannelRegistry(
      List<PaymentChannel> channels,
      List<ChannelCallback<?>> callbacks,
      List<ChannelBills> bills,
      List<PayerBrowser> browsers,
      List<ChannelAccountType> accountTypes,
      MeterRegistry meters) {
    this.channels =
        byName(
            channels.stream()
                .<PaymentChannel>map(channel -> new GuardedChannel(channel, meters))
                .toList(),
            channel -> channel.channel().name());
    this.batchChannels =
        byName(
            channels.stream()
                .<PaymentChannel>map(channel -> GuardedChannel.forBatches(channel, meters))
                .toList(),
            channel -> channel.channel().name());
    this.callbacks = byName(callbacks, callback -> callback.channel().name());
    this.callbacksByPath = byName(callbacks, ChannelCallback::pathName);
    this.bills = byName(bills, bill -> bill.channel().name());
    this.browsers = byName(browsers, browser -> browser.channel().name());
    Set<String> types = byName(accountTypes, type -> type.channel().name()).keySet();
    this.channels.keySet().forEach(name -> requireWhole(name, types));
    requireChannels("callback", this.callbacks.keySet());
    requireChannels("bills", this.bills.keySet());
    requireChannels("browser", this.browsers.keySet());
    requirePaths(this.callbacksByPath.keySet());
  }

  /** What orders are not settled without. */
  private void requireWhole(String name, Set<String> types) {
    if (!callbacks.containsKey(name)) {
      throw new IllegalStateException("channel " + name + " has no ChannelCallback");
    }
    if (!types.contains(name)) {
      throw new IllegalStateException("channel " + name + " has no ChannelAccountType");
    }
  }

  private void requireChannels(String part, Set<String> names) {
    names.stream()
        .filter(name -> !channels.containsKey(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalStateException(
                  "there is a %s of channel %s, and no PaymentChannel".formatted(part, name));
            });
  }

  private static void requirePaths(Set<String> paths) {
    paths.stream()
        .filter(path -> !PATH_NAME.matcher(path).matches())
        .findFirst()
        .ifPresent(
            path -> {
              throw new IllegalStateException(
                  "\"" + path + "\" cannot be the end of a callback's address");
            });
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

  /**
   * The wallet whose payers' barcodes look like this number. Empty also when two wallets claim it:
   * the order must not go to whichever comes first.
   */
  public Optional<Channel> ofAuthCode(String authCode) {
    List<Channel> claiming =
        channels.values().stream()
            .filter(channel -> channel.isAuthCode(authCode))
            .map(PaymentChannel::channel)
            .toList();
    return claiming.size() == 1 ? Optional.of(claiming.get(0)) : Optional.empty();
  }

  public Optional<PaymentChannel> find(Channel channel) {
    return Optional.ofNullable(channels.get(channel.name()));
  }

  /** The strategy of a channel that an existing order names. */
  public PaymentChannel get(Channel channel) {
    return find(channel).orElseThrow(() -> new IllegalStateException("no strategy for " + channel));
  }

  /** The same for batch work, which has limits of its own. */
  public PaymentChannel getForBatches(Channel channel) {
    PaymentChannel found = batchChannels.get(channel.name());
    if (found == null) {
      throw new IllegalStateException("no strategy for " + channel);
    }
    return found;
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
