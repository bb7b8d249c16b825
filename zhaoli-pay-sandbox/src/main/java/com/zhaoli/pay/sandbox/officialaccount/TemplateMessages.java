package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.journal.JournaledMap;
import com.zhaoli.pay.sandbox.keys.Randoms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Template messages to followers. */
final class TemplateMessages {
  private static final Duration CLIENT_MSG_ID_LIFE = Duration.ofMinutes(10);
  private static final int MAX_CLIENT_MSG_IDS = 10_000;

  private final PrivateTemplates templates;
  private final TemplateSettings settings;
  private final Followers followers;
  private final ReceivedMessages messages;
  private final WechatUsers users;
  private final JournaledMap<Sent> sent;
  private final Clock clock;

  TemplateMessages(
      PrivateTemplates templates,
      TemplateSettings settings,
      Followers followers,
      ReceivedMessages messages,
      WechatUsers users,
      AccountJournal journal,
      Clock clock) {
    this.templates = templates;
    this.settings = settings;
    this.followers = followers;
    this.messages = messages;
    this.users = users;
    this.clock = clock;
    this.sent = journal.open("client-msg-ids", Sent.class, MAX_CLIENT_MSG_IDS, this::isOver);
  }

  /** The request of message/template/send, as far as the sandbox reads it. */
  record Request(
      @Nullable String touser,
      @Nullable String templateId,
      @Nullable String url,
      @Nullable String clientMsgId,
      @Nullable Map<String, @Nullable Value> data) {
    record Value(@Nullable String value) {}
  }

  private record Sent(Instant at) {}

  /** Delivers the message and answers its number, or throws the errcode. */
  long send(Request request) {
    settings.check();
    String openid = request.touser();
    if (openid == null || !Followers.isOpenid(openid)) {
      throw new WechatError(40003, "invalid openid");
    }
    String templateId = request.templateId();
    if (templateId == null) {
      throw new WechatError(40037, "invalid template_id");
    }
    String scene =
        templates
            .scene(templateId)
            .orElseThrow(() -> new WechatError(40037, "invalid template_id"));
    if (!followers.follows(openid)) {
      throw new WechatError(43004, "require subscribe");
    }
    Map<String, String> data = shown(request.data());
    refuseRepeated(request.clientMsgId());
    settings.taken();
    long msgId = Long.parseLong("3" + Randoms.digits(17));
    messages.template(openid, scene, templateId, data, request.url(), msgId);
    String report = settings.report();
    if (report != null) {
      users.templateDone(openid, msgId, report, settings.reportDelay());
    }
    return msgId;
  }

  private static Map<String, String> shown(@Nullable Map<String, Request.@Nullable Value> data) {
    if (data == null || data.isEmpty()) {
      throw new WechatError(47003, "argument invalid! data is empty");
    }
    Map<String, String> shown = new LinkedHashMap<>();
    data.forEach(
        (keyword, entry) -> {
          String value = entry == null ? null : entry.value();
          // Since May 2023 WeChat shows neither the first line nor the remark.
          if (!keyword.equals("first") && !keyword.equals("remark")) {
            shown.put(keyword, TemplateRules.shown(keyword, value == null ? "" : value));
          }
        });
    return shown;
  }

  private void refuseRepeated(@Nullable String clientMsgId) {
    if (clientMsgId == null || clientMsgId.isEmpty()) {
      return;
    }
    boolean isNew =
        sent.putUnless(clientMsgId, new Sent(clock.instant()), earlier -> !isOver(earlier));
    if (!isNew) {
      throw new WechatError(45065, "clientmsgid exist");
    }
  }

  private boolean isOver(Sent entry) {
    return entry.at().plus(CLIENT_MSG_ID_LIFE).isBefore(clock.instant());
  }
}
