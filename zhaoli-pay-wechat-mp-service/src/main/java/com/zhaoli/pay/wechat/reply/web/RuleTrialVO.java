package com.zhaoli.pay.wechat.reply.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.wechat.reply.ActKind;
import com.zhaoli.pay.wechat.reply.ReplyRules.Trial;
import com.zhaoli.pay.wechat.reply.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rule would answer, and what each other one says.
 *
 * @param answering the rule that answers; absent when none does
 * @param opinions the rules for such acts in the order in which they are asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RuleTrialVO(
    ActKind kind, Instant at, @Nullable ReplyRuleVO answering, List<OpinionVO> opinions) {

  record OpinionVO(String ruleNo, String name, int priority, Verdict verdict) {}

  static RuleTrialVO of(Trial trial) {
    return new RuleTrialVO(
        trial.kind(),
        trial.at(),
        trial.opinions().stream()
            .filter(opinion -> opinion.verdict() == Verdict.ANSWERS)
            .map(opinion -> ReplyRuleVO.of(opinion.rule()))
            .findFirst()
            .orElse(null),
        trial.opinions().stream()
            .map(
                opinion ->
                    new OpinionVO(
                        opinion.rule().ruleNo(),
                        opinion.rule().rule().name(),
                        opinion.rule().rule().priority(),
                        opinion.verdict()))
            .toList());
  }
}
