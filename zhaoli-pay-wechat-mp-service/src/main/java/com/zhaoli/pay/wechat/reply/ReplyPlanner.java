package com.zhaoli.pay.wechat.reply;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds what to answer: the rule that is met first, or for texts the chatbot, or the default. */
@Component
class ReplyPlanner {
  private final RuleBook book;
  private final Chatbot chatbot;
  private final ReplyProperties properties;
  private final Clock clock;

  ReplyPlanner(RuleBook book, Chatbot chatbot, ReplyProperties properties, Clock clock) {
    this.book = book;
    this.chatbot = chatbot;
    this.properties = properties;
    this.clock = clock;
  }

  ReplyPlan plan(FollowerAct act) {
    Optional<ReplyRuleBO> rule =
        book.rules().find(act.account(), act.kind(), act.content(), clock.instant());
    if (rule.isPresent()) {
      return new ReplyPlan(ReplySource.RULE, rule.get().ruleNo(), rule.get().rule().replies());
    }
    return switch (act.kind()) {
      case TEXT ->
          chatbot
              .ask(act.content())
              .map(answer -> ReplyPlan.of(ReplySource.CHATBOT, answer))
              .orElseGet(() -> ReplyPlan.of(ReplySource.DEFAULT, properties.defaultText()));
      case OTHER -> ReplyPlan.of(ReplySource.DEFAULT, properties.unsupportedText());
      case CLICK, SUBSCRIBE -> new ReplyPlan(ReplySource.NONE, null, List.of());
    };
  }
}
