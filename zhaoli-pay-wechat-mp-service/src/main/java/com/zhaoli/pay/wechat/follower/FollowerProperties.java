package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.common.config.Bounds;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Followers.
 *
 * @param keepChanges how long changes and syncs are kept after their end; changes hold openids and
 *     remarks
 */
@ConfigurationProperties("zhaoli.wechat.followers")
public record FollowerProperties(@DefaultValue("180d") Duration keepChanges) {
  /** Operators look at what became of a change; and what is under way has no end at all. */
  private static final Duration LEAST = Duration.ofDays(7);

  public FollowerProperties {
    Bounds.within(
        "zhaoli.wechat.followers.keep-changes", keepChanges, LEAST, Duration.ofDays(3_650));
  }
}
