package com.zhaoli.pay.wechat.reply.internal;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.reply.Reply;
import com.zhaoli.pay.wechat.reply.ReplyRuleBO;
import com.zhaoli.pay.wechat.reply.ReplyRuleDraft;
import com.zhaoli.pay.wechat.reply.RuleKind;
import com.zhaoli.pay.wechat.reply.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rules in the database. */
@Repository
public class ReplyRuleStore {
  private static final Logger log = LoggerFactory.getLogger(ReplyRuleStore.class);
  private static final TypeReference<List<Reply>> REPLIES = new TypeReference<>() {};

  private final ReplyRuleMapper mapper;
  private final OfficialAccounts accounts;
  private final JsonMapper json;

  ReplyRuleStore(ReplyRuleMapper mapper, OfficialAccounts accounts, JsonMapper json) {
    this.mapper = mapper;
    this.accounts = accounts;
    this.json = json;
  }

  public long version() {
    return mapper.version();
  }

  /** Tells all instances that rules changed; of two changes at once the second waits here. */
  public void raiseVersion() {
    mapper.raiseVersion();
  }

  /** How many rules an account has. */
  public int count(String account) {
    return mapper.count(account, former(account));
  }

  /** An account's rules that can be read, the oldest first. */
  public List<ReplyRuleBO> of(String account, int limit) {
    return mapper.of(account, former(account), limit).stream()
        .map(this::read)
        .flatMap(Optional::stream)
        .toList();
  }

  /** All rules that can be read; one that cannot harms no other. */
  public List<ReplyRuleBO> all(int limit) {
    return mapper.all(limit).stream().map(this::read).flatMap(Optional::stream).toList();
  }

  public Optional<ReplyRuleBO> find(String ruleNo) {
    return Optional.ofNullable(mapper.selectById(ruleNo)).flatMap(this::read);
  }

  public void insert(String ruleNo, ReplyRuleDraft draft, boolean enabled, String by, Instant at) {
    ReplyRuleDO row = write(ruleNo, draft, by, at);
    row.enabled = enabled;
    row.createdAt = at;
    row.createdBy = by;
    mapper.insert(row);
  }

  /** False when the rule is not at this version, or another account's. */
  public boolean change(String ruleNo, long version, ReplyRuleDraft draft, String by, Instant at) {
    return mapper.change(write(ruleNo, draft, by, at), former(draft.account()), version) == 1;
  }

  /** False when the rule is not at this version. */
  public boolean enable(String ruleNo, long version, boolean enabled, String by, Instant at) {
    return mapper.enable(ruleNo, version, enabled, at, by) == 1;
  }

  /** False when the rule is not at this version. */
  public boolean remove(String ruleNo, long version) {
    return mapper.remove(ruleNo, version) == 1;
  }

  /** Adopts the rules of before there were several accounts; answers how many. */
  public int adopt(String account) {
    return mapper.adopt(FormerAccount.NAME, account);
  }

  private String former(String account) {
    return account.equals(accounts.main().appId()) ? FormerAccount.NAME : account;
  }

  private ReplyRuleDO write(String ruleNo, ReplyRuleDraft draft, String by, Instant at) {
    ReplyRuleDO row = new ReplyRuleDO();
    row.ruleNo = ruleNo;
    row.account = draft.account();
    row.name = draft.name();
    row.kind = draft.kind().name();
    row.pattern = draft.pattern();
    row.priority = draft.priority();
    row.windowJson = draft.window() == null ? null : json.writeValueAsString(draft.window());
    row.repliesJson = json.writerFor(REPLIES).writeValueAsString(draft.replies());
    row.updatedAt = at;
    row.updatedBy = by;
    return row;
  }

  private Optional<ReplyRuleBO> read(ReplyRuleDO row) {
    try {
      ReplyRuleDraft draft =
          new ReplyRuleDraft(
              accounts.appIdOf(FormerAccount.orNull(row.account)),
              row.name,
              RuleKind.valueOf(row.kind),
              row.pattern,
              row.priority,
              row.windowJson == null ? null : json.readValue(row.windowJson, TimeWindow.class),
              json.readValue(row.repliesJson, REPLIES));
      return Optional.of(
          new ReplyRuleBO(
              row.ruleNo,
              draft,
              row.enabled,
              row.version,
              row.createdAt,
              row.createdBy,
              row.updatedAt,
              row.updatedBy));
    } catch (ApiException | JacksonException e) {
      log.error("Rule {} cannot be used: {}", row.ruleNo, e.getMessage());
      return Optional.empty();
    }
  }
}
