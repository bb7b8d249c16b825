package com.zhaoli.pay.wechat.reply;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds what to answer: what the scanned QR code gives, the rule that is met first, or for texts
 * the chatbot, or the default.
 */
@Component
class ReplyPlanner {
  private final RuleBook book;
  private final SceneAnswers scenes;
  private final Chatbot chatbot;
  private final ReplyProperties properties;
  private final Clock clock;

  ReplyPlanner(
      RuleBook book,
      SceneAnswers scenes,
      Chatbot chatbot,
      ReplyProperties properties,
      Clock clock) {
    this.book = book;
    this.scenes = scenes;
    this.chatbot = chatbot;
    this.properties = properties;
    this.clock = clock;
  }

  ReplyPlan plan(FollowerAct act) {
    return planOfScene(act)
        .or(() -> planOfRule(act.account(), act.kind(), act.content()))
        .orElseGet(() -> planWithout(act));
  }

  private Optional<ReplyPlan> planOfScene(FollowerAct act) {
    boolean scanned = act.kind() == ActKind.SCAN || act.kind() == ActKind.SUBSCRIBE;
    return scanned && !act.content().isEmpty()
        ? scenes.find(act.account(), act.content()).flatMap(answer -> planOf(answer, act.account()))
        : Optional.empty();
  }

  private Optional<ReplyPlan> planOf(SceneAnswers.SceneAnswer answer, String account) {
    if (answer.replyKey() != null) {
      return planOfRule(account, ActKind.CLICK, answer.replyKey());
    }
    return answer.replies().isEmpty()
        ? Optional.empty()
        : Optional.of(new ReplyPlan(ReplySource.SCENE, null, answer.replies()));
  }

  private Optional<ReplyPlan> planOfRule(String account, ActKind kind, String content) {
    return book.rules()
        .find(account, kind, content, clock.instant())
        .map(rule -> new ReplyPlan(ReplySource.RULE, rule.ruleNo(), rule.rule().replies()));
  }

  private ReplyPlan planWithout(FollowerAct act) {
    return switch (act.kind()) {
      case TEXT ->
          chatbot
              .ask(act.content())
              .map(answer -> ReplyPlan.of(ReplySource.CHATBOT, answer))
              .orElseGet(() -> ReplyPlan.of(ReplySource.DEFAULT, properties.defaultText()));
      case OTHER -> ReplyPlan.of(ReplySource.DEFAULT, properties.unsupportedText());
      case CLICK, SUBSCRIBE, SCAN -> new ReplyPlan(ReplySource.NONE, null, List.of());
    };
  }
}
