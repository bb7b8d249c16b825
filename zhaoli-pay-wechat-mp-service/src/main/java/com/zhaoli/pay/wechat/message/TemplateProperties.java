package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Template messages.
 *
 * @param dailyQuota how many messages a day WeChat takes of an account; watched, not enforced
 * @param concurrency how many messages of batches and of the sweep an instance sends at once
 * @param batchWait how long a batch waits for its messages to be sent; what is left is sent after
 * @param giveUpAfter how long it is tried to send what WeChat did not get
 * @param keep how long messages are kept; after that the same business id is a new message
 */
@ConfigurationProperties("zhaoli.wechat.template")
public record TemplateProperties(
    @DefaultValue("100000") int dailyQuota,
    @DefaultValue("24") int concurrency,
    @DefaultValue("2s") Duration batchWait,
    @DefaultValue("36h") Duration giveUpAfter,
    @DefaultValue("90d") Duration keep) {
  /** The pool of connections to WeChat has 32, which others use too. */
  private static final int MOST_AT_ONCE = 28;

  public TemplateProperties {
    require(dailyQuota >= 1, "daily-quota", "must be at least 1");
    require(
        concurrency >= 1 && concurrency <= MOST_AT_ONCE,
        "concurrency",
        "must be 1 to " + MOST_AT_ONCE);
    require(
        batchWait.compareTo(Duration.ZERO) >= 0 && batchWait.compareTo(Duration.ofSeconds(8)) <= 0,
        "batch-wait",
        "must be 0 to 8 s");
    require(
        giveUpAfter.compareTo(Duration.ofMinutes(10)) >= 0
            && giveUpAfter.compareTo(Duration.ofDays(7)) <= 0,
        "give-up-after",
        "must be 10 min to 7 d");
    require(
        keep.compareTo(giveUpAfter) > 0 && keep.compareTo(Duration.ofDays(3650)) <= 0,
        "keep",
        "must be longer than give-up-after and at most 3650 d");
  }

  private static void require(boolean holds, String name, String problem) {
    if (!holds) {
      throw new InvalidConfigurationException(
          "zhaoli.wechat.template." + name + " " + problem + ".");
    }
  }
}
