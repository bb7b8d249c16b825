package com.zhaoli.pay.wechat.reply.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.reply.ReplyRules;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reply rules for operators. The gateway has checked the login and says whose. */
@RestController
@RequestMapping("/ops/v1/wechat/reply-rules")
class ReplyRuleController {
  private static final String NUMBER = "/{ruleNo:rul_[0-9A-Za-z]{1,36}}";

  private final OfficialAccounts accounts;
  private final ReplyRules rules;
  private final Clock clock;

  ReplyRuleController(OfficialAccounts accounts, ReplyRules rules, Clock clock) {
    this.accounts = accounts;
    this.rules = rules;
    this.clock = clock;
  }

  /** There are five hundred at most, so all are shown. */
  record ReplyRulesVO(List<ReplyRuleVO> items) {}

  /**
   * Names the version that the operator saw.
   *
   * @param expectedVersion the change is refused when the rule has another one now
   */
  record VersionDTO(@NotNull Long expectedVersion) {}

  @GetMapping
  ReplyRulesVO list(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return new ReplyRulesVO(rules.all(appId(account)).stream().map(ReplyRuleVO::of).toList());
  }

  @GetMapping(NUMBER)
  ReplyRuleVO get(HttpServletRequest request, @PathVariable String ruleNo) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return ReplyRuleVO.of(rules.get(ruleNo));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ReplyRuleVO create(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody ReplyRuleDTO rule) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    boolean enabled = !Boolean.FALSE.equals(rule.enabled());
    return ReplyRuleVO.of(
        rules.create(rule.draft(appId(rule.accountOr(account))), enabled, acting.operatorNo()));
  }

  @PutMapping(NUMBER)
  ReplyRuleVO change(
      HttpServletRequest request,
      @PathVariable String ruleNo,
      @Valid @RequestBody ReplyRuleDTO rule) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    Long expectedVersion = rule.expectedVersion();
    if (expectedVersion == null) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "expectedVersion", "is missing");
    }
    // A rule stays its account's; one that is named must be that.
    String owner = Objects.requireNonNullElse(rule.account(), rules.get(ruleNo).rule().account());
    return ReplyRuleVO.of(
        rules.change(ruleNo, expectedVersion, rule.draft(owner), acting.operatorNo()));
  }

  @PostMapping(NUMBER + "/enable")
  ReplyRuleVO enable(
      HttpServletRequest request,
      @PathVariable String ruleNo,
      @Valid @RequestBody VersionDTO seen) {
    return enable(request, ruleNo, seen, true);
  }

  @PostMapping(NUMBER + "/disable")
  ReplyRuleVO disable(
      HttpServletRequest request,
      @PathVariable String ruleNo,
      @Valid @RequestBody VersionDTO seen) {
    return enable(request, ruleNo, seen, false);
  }

  @DeleteMapping(NUMBER)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      HttpServletRequest request,
      @PathVariable String ruleNo,
      @RequestParam("expectedVersion") long expectedVersion) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    rules.delete(ruleNo, expectedVersion, acting.operatorNo());
  }

  /** Says which rule would answer an act, and why; nothing is sent. */
  @PostMapping("/try")
  RuleTrialVO tryOut(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody RuleTrialDTO trial) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    Instant at = Objects.requireNonNullElseGet(trial.at(), clock::instant);
    return RuleTrialVO.of(
        rules.tryOut(appId(trial.accountOr(account)), trial.kindOrText(), trial.text(), at));
  }

  private String appId(@Nullable String account) {
    return accounts.mainUnless(account).appId();
  }

  private ReplyRuleVO enable(
      HttpServletRequest request, String ruleNo, VersionDTO seen, boolean enabled) {
    ActingOperator acting = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return ReplyRuleVO.of(
        rules.enable(ruleNo, seen.expectedVersion(), enabled, acting.operatorNo()));
  }
}
