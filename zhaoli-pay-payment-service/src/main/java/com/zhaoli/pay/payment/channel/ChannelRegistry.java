package com.zhaoli.pay.payment.channel;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** All channels there are, by name: adding one is one more bean. */
@Component
public class ChannelRegistry {
  private final Map<Channel, PaymentChannel> channels = new EnumMap<>(Channel.class);
  private final Map<Channel, ChannelCallback<?>> callbacks = new EnumMap<>(Channel.class);

  ChannelRegistry(
      List<PaymentChannel> channels, List<ChannelCallback<?>> callbacks, MeterRegistry meters) {
    for (PaymentChannel channel : channels) {
      PaymentChannel guarded = new GuardedChannel(channel, meters);
      if (this.channels.put(channel.channel(), guarded) != null) {
        throw new IllegalStateException("two strategies for " + channel.channel());
      }
    }
    for (ChannelCallback<?> callback : callbacks) {
      if (this.callbacks.put(callback.channel(), callback) != null) {
        throw new IllegalStateException("two callbacks for " + callback.channel());
      }
    }
  }

  public Optional<PaymentChannel> find(Channel channel) {
    return Optional.ofNullable(channels.get(channel));
  }

  /** The strategy of a channel that an existing order names. */
  public PaymentChannel get(Channel channel) {
    return find(channel).orElseThrow(() -> new IllegalStateException("no strategy for " + channel));
  }

  public Optional<ChannelCallback<?>> findCallback(Channel channel) {
    return Optional.ofNullable(callbacks.get(channel));
  }
}
