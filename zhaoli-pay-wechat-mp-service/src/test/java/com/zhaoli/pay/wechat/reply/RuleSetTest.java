package com.zhaoli.pay.wechat.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
  private static final Instant NOON = Instant.parse("2026-11-27T04:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "EXACT, 你好, 你好, true",
    "EXACT, Hello, ＨＥＬＬＯ, true",
    "EXACT, 你好, 你好吗, false",
    "CONTAINS, 退款, 我想退款了, true",
    "CONTAINS, 退款, 我想付款了, false",
    "CONTAINS, 😀, 真好😀😀, true",
    "REGEX, ^订单\\d+$, 订单42, true",
    "REGEX, ^订单\\d+$, 我的订单42, false",
    "REGEX, 订单, 我的订单42, true"
  })
  void aTextMeetsARule(RuleKind kind, String pattern, String text, boolean met) {
    RuleSet rules = new RuleSet(1, List.of(rule("rul_1", kind, pattern, 0)));

    assertThat(rules.find("default", ActKind.TEXT, text, NOON).isPresent()).isEqualTo(met);
  }

  @Test
  void theHighestPriorityAnswersThenTheStricterKindThenTheOlderRule() {
    List<ReplyRuleBO> all =
        List.of(
            rule("rul_1", RuleKind.CONTAINS, "退款", 0),
            rule("rul_2", RuleKind.REGEX, "退款", 5),
            rule("rul_3", RuleKind.CONTAINS, "退", 5),
            rule("rul_4", RuleKind.CONTAINS, "款", 5),
            rule("rul_5", RuleKind.EXACT, "退款", -1));

    assertThat(found(all, "退款")).hasValue("rul_3");
    assertThat(found(all.subList(0, 2), "退款")).hasValue("rul_2");
    assertThat(found(List.of(all.get(4), all.get(3)), "退款")).hasValue("rul_4");
  }

  @Test
  void aRuleThatIsDisabledOrClosedLeavesTheAnswerToTheNext() {
    TimeWindow morning = new TimeWindow(null, null, null, LocalTime.of(8, 0), LocalTime.of(12, 0));
    List<ReplyRuleBO> all =
        List.of(
            rule("rul_1", RuleKind.EXACT, "a", 9, null, false),
            rule("rul_2", RuleKind.EXACT, "a", 8, morning, true),
            rule("rul_3", RuleKind.EXACT, "a", 7, null, true),
            rule("rul_4", RuleKind.EXACT, "a", 6, null, true),
            rule("rul_5", RuleKind.EXACT, "b", 5, null, true));

    assertThat(found(all, "a")).hasValue("rul_3");
    Map<String, Verdict> verdicts =
        new RuleSet(1, all)
            .explain("default", ActKind.TEXT, "a", NOON).stream()
                .collect(Collectors.toMap(o -> o.rule().ruleNo(), ReplyRules.Opinion::verdict));
    assertThat(verdicts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "rul_1", Verdict.DISABLED,
                "rul_2", Verdict.OUTSIDE_WINDOW,
                "rul_3", Verdict.ANSWERS,
                "rul_4", Verdict.OVERRULED,
                "rul_5", Verdict.NOT_MET));
  }

  @Test
  void actsAreAnsweredByRulesForSuchActsOnly() {
    RuleSet rules =
        new RuleSet(
            1,
            List.of(
                rule("rul_1", RuleKind.ON_CLICK, "help", 0),
                rule("rul_2", RuleKind.ON_SUBSCRIBE, "", 0),
                rule("rul_3", RuleKind.CONTAINS, "help", 0)));

    assertThat(rules.find("default", ActKind.CLICK, "help", NOON)).hasValueSatisfying(is("rul_1"));
    assertThat(rules.find("default", ActKind.CLICK, "HELP", NOON)).isEmpty();
    assertThat(rules.find("default", ActKind.SUBSCRIBE, "", NOON)).hasValueSatisfying(is("rul_2"));
    assertThat(rules.find("default", ActKind.TEXT, "help", NOON)).hasValueSatisfying(is("rul_3"));
    assertThat(rules.find("default", ActKind.OTHER, "help", NOON)).isEmpty();
    assertThat(rules.find("another", ActKind.TEXT, "help", NOON)).isEmpty();
  }

  private static java.util.function.Consumer<ReplyRuleBO> is(String ruleNo) {
    return rule -> assertThat(rule.ruleNo()).isEqualTo(ruleNo);
  }

  private static Optional<String> found(List<ReplyRuleBO> rules, String text) {
    return new RuleSet(1, rules).find("default", ActKind.TEXT, text, NOON).map(ReplyRuleBO::ruleNo);
  }

  private static ReplyRuleBO rule(String ruleNo, RuleKind kind, String pattern, int priority) {
    return rule(ruleNo, kind, pattern, priority, null, true);
  }

  private static ReplyRuleBO rule(
      String ruleNo,
      RuleKind kind,
      String pattern,
      int priority,
      @Nullable TimeWindow window,
      boolean enabled) {
    return new ReplyRuleBO(
        ruleNo,
        new ReplyRuleDraft(
            "default", ruleNo, kind, pattern, priority, window, List.of(new Reply.Text(ruleNo))),
        enabled,
        0,
        NOON,
        "opr_1",
        NOON,
        "opr_1");
  }
}
