package com.zhaoli.pay.payment.channel;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The accounts that Spring properties configure, without Spring. */
public final class ConfiguredForTests {
  private ConfiguredForTests() {}

  public static ChannelAccounts accounts(
      Map<String, String> properties, ChannelAccountType... types) {
    ChannelsProperties bound =
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("zhaoli", ChannelsProperties.class);
    return new ChannelAccounts(new ConfiguredAccounts(bound, List.of(types)));
  }
}
