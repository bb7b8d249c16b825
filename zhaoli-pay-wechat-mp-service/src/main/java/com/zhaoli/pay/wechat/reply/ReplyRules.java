package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.reply.internal.ReplyRuleStore;
import com.zhaoli.pay.wechat.trail.AuditAction;
import com.zhaoli.pay.wechat.trail.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rules as operators manage them. Each change is a compare-and-set on the rule's version, put on
 * record with the change, and in force on this instance when the call returns.
 */
@Service
public class ReplyRules {
  private final ReplyRuleStore store;
  private final RuleBook book;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ReplyRules(
      ReplyRuleStore store,
      RuleBook book,
      AuditLog auditLog,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.book = book;
    this.auditLog = auditLog;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What a trial came to: the rules asked, in order, each with what it said. */
  public record Trial(ActKind kind, Instant at, List<Opinion> opinions) {
    public Trial {
      opinions = List.copyOf(opinions);
    }
  }

  /** What one rule said. */
  public record Opinion(ReplyRuleBO rule, Verdict verdict) {}

  /** An account's rules, by their numbers: the oldest first. */
  public List<ReplyRuleBO> all(String account) {
    return store.of(account, RuleBook.MAX_RULES);
  }

  /**
   * One rule.
   *
   * @throws ApiException REPLY_RULE_NOT_FOUND
   */
  public ReplyRuleBO get(String ruleNo) {
    return store.find(ruleNo).orElseThrow(() -> new ApiException(ErrorCode.REPLY_RULE_NOT_FOUND));
  }

  /**
   * Makes a rule.
   *
   * @throws ApiException REPLY_RULE_LIMIT_REACHED when its account has as many as it may
   */
  public ReplyRuleBO create(ReplyRuleDraft draft, boolean enabled, String operatorNo) {
    String ruleNo = Ids.withPrefix("rul_");
    transaction.executeWithoutResult(
        status -> {
          // First: it lets one change at a time pass, and so the count holds.
          store.raiseVersion();
          if (store.count(draft.account()) >= RuleBook.MAX_RULES) {
            throw new ApiException(ErrorCode.REPLY_RULE_LIMIT_REACHED);
          }
          store.insert(ruleNo, draft, enabled, operatorNo, clock.instant());
          auditLog.append(
              operatorNo,
              AuditAction.REPLY_RULE_CREATED,
              ruleNo,
              described(draft) + (enabled ? "" : ", disabled"));
        });
    book.changed();
    return get(ruleNo);
  }

  /**
   * Replaces what a rule says.
   *
   * @throws ApiException REPLY_RULE_NOT_FOUND, REPLY_RULE_CONFLICT
   */
  public ReplyRuleBO change(
      String ruleNo, long expectedVersion, ReplyRuleDraft draft, String operatorNo) {
    move(
        ruleNo,
        operatorNo,
        AuditAction.REPLY_RULE_CHANGED,
        described(draft),
        () -> store.change(ruleNo, expectedVersion, draft, operatorNo, clock.instant()));
    return get(ruleNo);
  }

  /**
   * Puts a rule in or out of force.
   *
   * @throws ApiException REPLY_RULE_NOT_FOUND, REPLY_RULE_CONFLICT
   */
  public ReplyRuleBO enable(
      String ruleNo, long expectedVersion, boolean enabled, String operatorNo) {
    move(
        ruleNo,
        operatorNo,
        enabled ? AuditAction.REPLY_RULE_ENABLED : AuditAction.REPLY_RULE_DISABLED,
        "version " + expectedVersion,
        () -> store.enable(ruleNo, expectedVersion, enabled, operatorNo, clock.instant()));
    return get(ruleNo);
  }

  /**
   * Removes a rule.
   *
   * @throws ApiException REPLY_RULE_NOT_FOUND, REPLY_RULE_CONFLICT
   */
  public void delete(String ruleNo, long expectedVersion, String operatorNo) {
    move(
        ruleNo,
        operatorNo,
        AuditAction.REPLY_RULE_DELETED,
        described(get(ruleNo).rule()),
        () -> store.remove(ruleNo, expectedVersion));
  }

  /** Which rule would answer, and why: by the rules as the database has them now. */
  public Trial tryOut(String account, ActKind kind, String content, Instant at) {
    RuleSet rules = new RuleSet(store.version(), all(account));
    return new Trial(kind, at, rules.explain(account, kind, content, at));
  }

  private void move(
      String ruleNo, String operatorNo, AuditAction action, String detail, BooleanSupplier move) {
    get(ruleNo);
    transaction.executeWithoutResult(
        status -> {
          store.raiseVersion();
          if (!move.getAsBoolean()) {
            throw new ApiException(ErrorCode.REPLY_RULE_CONFLICT);
          }
          auditLog.append(operatorNo, action, ruleNo, detail);
        });
    book.changed();
  }

  private static String described(ReplyRuleDraft draft) {
    return "%s \"%s\" of %s, pattern \"%s\", priority %d, %d replies"
        .formatted(
            draft.kind(),
            draft.name(),
            draft.account(),
            draft.pattern(),
            draft.priority(),
            draft.replies().size());
  }
}
