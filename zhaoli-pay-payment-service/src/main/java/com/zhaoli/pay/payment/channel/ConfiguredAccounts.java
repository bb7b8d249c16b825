package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.payment.channel.ChannelAccountType.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The accounts of the configuration, among them the platform's own. They do not change while the
 * process lives. Files are read at the first use and not at start-up, since the sandbox may make
 * its keys after we start; what could not be read is tried again at the next use.
 */
@Component
public class ConfiguredAccounts {
  private static final long VERSION = 0;

  private final Map<Channel, Map<String, Map<String, String>>> accounts = new HashMap<>();
  private final Map<Channel, List<Setting>> types = new HashMap<>();
  private final Map<String, ChannelAccount> ready = new ConcurrentHashMap<>();

  ConfiguredAccounts(ChannelsProperties properties, List<ChannelAccountType> types) {
    properties
        .channels()
        .forEach(
            (name, channel) ->
                this.accounts.put(
                    Channel.of(name.toUpperCase(Locale.ROOT)), Map.copyOf(channel.accounts())));
    types.forEach(type -> this.types.put(type.channel(), type.settings()));
  }

  public boolean exists(Channel channel, String channelAccountNo) {
    return accounts.getOrDefault(channel, Map.of()).containsKey(channelAccountNo);
  }

  /**
   * The account with its settings.
   *
   * @throws ChannelNotReadyException when the file of a setting cannot be read now
   */
  public Optional<ChannelAccount> find(Channel channel, String channelAccountNo) {
    if (!exists(channel, channelAccountNo)) {
      return Optional.empty();
    }
    String key = channel + "/" + channelAccountNo;
    ChannelAccount account = ready.get(key);
    return Optional.of(
        account != null
            ? account
            : ready.computeIfAbsent(key, unused -> load(channel, channelAccountNo)));
  }

  private ChannelAccount load(Channel channel, String channelAccountNo) {
    Map<String, String> given = new HashMap<>();
    accounts
        .getOrDefault(channel, Map.of())
        .getOrDefault(channelAccountNo, Map.of())
        .forEach((name, value) -> given.put(canonical(name), value));
    Map<String, String> settings = new HashMap<>();
    for (Setting setting : types.getOrDefault(channel, List.of())) {
      String value = given.get(canonical(setting.name()));
      @Nullable String file = given.get(canonical(setting.name() + "-file"));
      if (value != null || file != null) {
        String name = "%s.%s.%s".formatted(channel, channelAccountNo, setting.name());
        settings.put(
            setting.name(), ChannelSetting.read(name, value, file == null ? null : Path.of(file)));
      }
    }
    return new ChannelAccount(channel, channelAccountNo, VERSION, settings);
  }

  /** An environment variable cannot carry the dashes of a name. */
  private static String canonical(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
