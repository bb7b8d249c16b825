package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages that WeChat users received; the oldest are forgotten first. */
public final class ReceivedMessages {
  private final Clock clock;
  private final JournaledMap<ReceivedMessage> messages;

  ReceivedMessages(AccountJournal journal, SandboxProperties properties, Clock clock) {
    this.clock = clock;
    this.messages =
        journal.open("messages", ReceivedMessage.class, properties.maxMessages(), message -> true);
  }

  void template(
      String openid,
      @Nullable String template,
      String templateId,
      Map<String, String> data,
      @Nullable String url,
      long msgId) {
    keep(
        new ReceivedMessage(
            Ids.withPrefix("msg_"),
            openid,
            ReceivedMessage.Type.TEMPLATE,
            template,
            templateId,
            data,
            url,
            null,
            msgId,
            clock.instant()));
  }

  void reply(String openid, String content) {
    keep(openid, ReceivedMessage.Type.REPLY, content);
  }

  void customerService(String openid, String content) {
    keep(openid, ReceivedMessage.Type.CUSTOMER_SERVICE, content);
  }

  private void keep(String openid, ReceivedMessage.Type type, String content) {
    keep(
        new ReceivedMessage(
            Ids.withPrefix("msg_"),
            openid,
            type,
            null,
            null,
            null,
            null,
            content,
            null,
            clock.instant()));
  }

  private void keep(ReceivedMessage message) {
    messages.put(message.messageId(), message);
  }

  /** The newest messages first; of one user, or of all. */
  public List<ReceivedMessage> newest(@Nullable String openid, int limit) {
    return messages.newest(limit, message -> openid == null || message.openid().equals(openid));
  }
}
