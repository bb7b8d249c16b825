package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Setting;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What accounts consist of, by channel. */
@Component
public class AccountTypes {
  private static final Logger log = LoggerFactory.getLogger(AccountTypes.class);

  private final Map<String, ChannelAccountType> types = new TreeMap<>();

  AccountTypes(List<ChannelAccountType> types) {
    for (ChannelAccountType type : types) {
      if (this.types.put(type.channel().name(), type) != null) {
        throw new IllegalStateException("two account types of " + type.channel());
      }
    }
  }

  /** All, in the order of their channels' names. */
  public List<ChannelAccountType> all() {
    return List.copyOf(types.values());
  }

  Optional<ChannelAccountType> find(String channelName) {
    return Optional.ofNullable(types.get(channelName));
  }

  /** The settings that accounts of a channel may have; none where the channel is gone. */
  public List<Setting> settingsOf(Channel channel) {
    return find(channel.name()).map(ChannelAccountType::settings).orElse(List.of());
  }

  /** Tries settings at the channel. Does not throw for anything the channel or the network does. */
  Trial tryOut(ChannelAccountType type, ChannelAccount candidate) {
    try {
      return type.tryOut(candidate);
    } catch (ChannelNotReadyException e) {
      return new Trial.Wrong(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // SDK messages quote keys and payloads: the kind of the exception has to do.
      log.warn("{} could not be tried: {}", candidate, e.getClass().getName());
      return new Trial.Unclear(e.getClass().getSimpleName());
    }
  }
}
