package com.zhaoli.pay.wechat.reply;

import com.google.re2j.Pattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All rules at one version, ready to be asked: the highest priority first. */
final class RuleSet {
  private static final Comparator<ReplyRuleBO> ORDER =
      Comparator.comparingInt((ReplyRuleBO rule) -> -rule.rule().priority())
          .thenComparing(rule -> rule.rule().kind())
          .thenComparing(ReplyRuleBO::ruleNo);

  private final long version;
  private final Map<String, List<Ready>> rules;

  private record Ready(ReplyRuleBO rule, String comparable, @Nullable Pattern pattern) {}

  RuleSet(long version, List<ReplyRuleBO> rules) {
    this.version = version;
    this.rules =
        rules.stream()
            .sorted(ORDER)
            .map(RuleSet::ready)
            .collect(Collectors.groupingBy(ready -> ready.rule().rule().account()));
  }

  private static Ready ready(ReplyRuleBO rule) {
    return new Ready(
        rule,
        WechatText.comparable(rule.rule().pattern()),
        rule.rule().kind() == RuleKind.REGEX ? SafePattern.compile(rule.rule().pattern()) : null);
  }

  long version() {
    return version;
  }

  /** The rule that answers. */
  Optional<ReplyRuleBO> find(String account, ActKind kind, String content, Instant at) {
    String comparable = WechatText.comparable(content);
    return of(account).stream()
        .filter(ready -> isAsked(ready, kind) && ready.rule().enabled())
        .filter(ready -> isOpen(ready, at) && isMet(ready, content, comparable))
        .map(Ready::rule)
        .findFirst();
  }

  /** What every rule for such acts says, in the order in which they are asked. */
  List<ReplyRules.Opinion> explain(String account, ActKind kind, String content, Instant at) {
    String comparable = WechatText.comparable(content);
    List<ReplyRules.Opinion> opinions = new ArrayList<>();
    boolean answered = false;
    for (Ready ready : of(account)) {
      if (isAsked(ready, kind)) {
        Verdict verdict = verdict(ready, content, comparable, at);
        if (verdict == Verdict.ANSWERS && answered) {
          verdict = Verdict.OVERRULED;
        }
        answered |= verdict == Verdict.ANSWERS;
        opinions.add(new ReplyRules.Opinion(ready.rule(), verdict));
      }
    }
    return opinions;
  }

  private static Verdict verdict(Ready ready, String content, String comparable, Instant at) {
    if (!isMet(ready, content, comparable)) {
      return Verdict.NOT_MET;
    }
    if (!ready.rule().enabled()) {
      return Verdict.DISABLED;
    }
    return isOpen(ready, at) ? Verdict.ANSWERS : Verdict.OUTSIDE_WINDOW;
  }

  private List<Ready> of(String account) {
    return rules.getOrDefault(account, List.of());
  }

  private static boolean isAsked(Ready ready, ActKind kind) {
    return ready.rule().rule().kind().act() == kind;
  }

  private static boolean isOpen(Ready ready, Instant at) {
    TimeWindow window = ready.rule().rule().window();
    return window == null || window.contains(at);
  }

  private static boolean isMet(Ready ready, String content, String comparable) {
    ReplyRuleDraft rule = ready.rule().rule();
    return switch (rule.kind()) {
      case EXACT -> comparable.equals(ready.comparable());
      case CONTAINS -> comparable.contains(ready.comparable());
      case REGEX -> ready.pattern() != null && ready.pattern().matcher(content.strip()).find();
      case ON_CLICK -> content.equals(rule.pattern());
      case ON_SUBSCRIBE -> true;
    };
  }
}
