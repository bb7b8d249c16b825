package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.Secret;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The chatbot, which answers what no rule does. What followers write goes to it: it is off until it
 * has an address.
 *
 * @param url its address, such as {@code http://api.qingyunke.com/api.php}; empty for no chatbot
 * @param key what it is asked with
 * @param appId the same
 * @param timeout how long one answer may take in all
 * @param concurrency how many questions are with it at once; above that followers get the default
 *     answer
 * @param cacheSize how many answers are remembered
 * @param cacheLife how long an answer is remembered
 */
@ConfigurationProperties("zhaoli.wechat.chatbot")
public record ChatbotProperties(
    @DefaultValue("") String url,
    @DefaultValue("free") Secret key,
    @DefaultValue("0") String appId,
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("8") int concurrency,
    @DefaultValue("1000") int cacheSize,
    @DefaultValue("10m") Duration cacheLife) {

  public ChatbotProperties {
    require(
        url.isEmpty() || url.matches("https?://[^/?#]+.*"), "url", "must be a whole URL or empty");
    require(
        timeout.compareTo(Duration.ofMillis(100)) >= 0
            && timeout.compareTo(Duration.ofSeconds(10)) <= 0,
        "timeout",
        "must be 100 ms to 10 s");
    require(concurrency >= 1 && concurrency <= 64, "concurrency", "must be 1 to 64");
    require(cacheSize >= 0 && cacheSize <= 100_000, "cache-size", "must be 0 to 100000");
    require(!cacheLife.isNegative(), "cache-life", "must not be negative");
  }

  private static void require(boolean holds, String name, String problem) {
    if (!holds) {
      throw new InvalidConfigurationException(
          "zhaoli.wechat.chatbot." + name + " " + problem + ".");
    }
  }
}
