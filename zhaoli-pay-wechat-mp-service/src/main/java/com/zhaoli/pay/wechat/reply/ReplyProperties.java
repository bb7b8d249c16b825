package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Replies to followers.
 *
 * @param passiveWait how long WeChat's push waits for an answer; what takes longer goes to the
 *     follower by customer-service message
 * @param defaultText the answer where neither a rule nor the chatbot has one; empty for none
 * @param unsupportedText the answer to what is no text, such as a picture; empty for none
 * @param rulesPoll how often Redis is asked whether rules changed; the database is asked every ten
 *     times
 * @param keepConversations how long conversations are kept
 */
@ConfigurationProperties("zhaoli.wechat.reply")
public record ReplyProperties(
    @DefaultValue("1500ms") Duration passiveWait,
    @DefaultValue("您好，您的消息已收到。") String defaultText,
    @DefaultValue("暂时只能处理文字消息，请用文字描述您的问题。") String unsupportedText,
    @DefaultValue("500ms") Duration rulesPoll,
    @DefaultValue("30d") Duration keepConversations) {

  public ReplyProperties {
    require(
        !passiveWait.isNegative() && passiveWait.compareTo(Duration.ofSeconds(3)) <= 0,
        "passive-wait",
        "must be 0 to 3 s: WeChat waits five in all");
    require(
        rulesPoll.compareTo(Duration.ofMillis(50)) >= 0
            && rulesPoll.compareTo(Duration.ofMinutes(1)) <= 0,
        "rules-poll",
        "must be 50 ms to 1 min");
    require(
        keepConversations.compareTo(Duration.ofDays(1)) >= 0,
        "keep-conversations",
        "must be at least 1 d");
  }

  private static void require(boolean holds, String name, String problem) {
    if (!holds) {
      throw new InvalidConfigurationException("zhaoli.wechat.reply." + name + " " + problem + ".");
    }
  }
}
