package com.zhaoli.pay.wechat.event;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Events of followers.
 *
 * @param keep how long they are kept after they came; they hold openids
 */
@ConfigurationProperties("zhaoli.wechat.events")
public record EventProperties(@DefaultValue("180d") Duration keep) {
  /** Longer than an event is tried to be handled, and than WeChat repeats a push. */
  private static final Duration LEAST = Duration.ofDays(7);

  public EventProperties {
    if (keep.compareTo(LEAST) < 0) {
      throw new InvalidConfigurationException("zhaoli.wechat.events.keep must be at least 7 d.");
    }
  }
}
