package com.zhaoli.pay.wechat.reply.internal;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.reply.ActKind;
import com.zhaoli.pay.wechat.reply.ConversationBO;
import com.zhaoli.pay.wechat.reply.ConversationStatus;
import com.zhaoli.pay.wechat.reply.FollowerAct;
import com.zhaoli.pay.wechat.reply.Reply;
import com.zhaoli.pay.wechat.reply.ReplyPlan;
import com.zhaoli.pay.wechat.reply.ReplySource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Conversations in the database, what was said encrypted. */
@Repository
public class ConversationStore {
  private static final TypeReference<List<Reply>> REPLIES = new TypeReference<>() {};
  private static final int MAX_PROBLEM = 300;

  private final ConversationMapper mapper;
  private final OfficialAccounts accounts;
  private final FieldCipher cipher;
  private final JsonMapper json;

  ConversationStore(
      ConversationMapper mapper,
      OfficialAccounts accounts,
      ObjectProvider<FieldCipher> cipher,
      JsonMapper json) {
    this.mapper = mapper;
    this.accounts = accounts;
    this.cipher =
        cipher.getIfAvailable(
            () -> {
              throw new InvalidConfigurationException(
                  "ZHAOLI_ENCRYPTION_KEY (zhaoli.encryption.key) is not set: what followers write"
                      + " is stored encrypted with it. It has the form"
                      + " k1:<base64 of 32 random bytes>.");
            });
    this.json = json;
  }

  /** Stores an act, leased to this owner until then; empty when it was stored before. */
  public OptionalLong claim(FollowerAct act, String owner, Instant now, Instant until) {
    ConversationDO row = new ConversationDO();
    row.dedupKey = act.dedupKey();
    row.account = act.account();
    row.openid = act.openid();
    row.kind = act.kind().name();
    row.content = cipher.encrypt(act.content(), context("content", act.dedupKey()));
    row.status = ConversationStatus.PENDING.name();
    row.nextAttemptAt = until;
    row.leaseOwner = owner;
    row.createdAt = now;
    try {
      mapper.insert(row);
      return OptionalLong.of(row.id);
    } catch (DuplicateKeyException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Stores what is answered.
   *
   * @param passive whether the first part is handed over as the answer to the push
   * @return false when the lease went to somebody else
   */
  public boolean plan(
      long id, String owner, FollowerAct act, ReplyPlan plan, boolean passive, Instant at) {
    int begun = passive ? 1 : 0;
    boolean done = plan.replies().size() <= begun;
    ConversationDO row = new ConversationDO();
    row.id = id;
    row.leaseOwner = owner;
    row.reply =
        cipher.encrypt(
            json.writerFor(REPLIES).writeValueAsString(plan.replies()),
            context("reply", act.dedupKey()));
    row.source = plan.source().name();
    row.ruleNo = plan.ruleNo();
    row.passive = passive;
    row.parts = plan.replies().size();
    row.partsBegun = begun;
    row.status = (done ? ConversationStatus.DONE : ConversationStatus.PENDING).name();
    row.settledAt = done ? at : null;
    return mapper.plan(row) == 1;
  }

  public List<Long> due(Instant now, int limit) {
    return mapper.due(now, limit);
  }

  /** The conversation, for this owner until then; empty when it is not due or somebody else's. */
  public Optional<ConversationBO> lease(long id, String owner, Instant now, Instant until) {
    if (mapper.lease(id, owner, now, until) == 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(mapper.selectById(id)).map(this::read);
  }

  /** Marks a part as begun; false when it was before, or the lease went to somebody else. */
  public boolean beginPart(long id, String owner, int part, Instant until) {
    return mapper.beginPart(id, owner, part, until) == 1;
  }

  /**
   * Gives the lease back until then; of the parts, so many count as begun. Without effect when it
   * went to somebody else, or others than the expected ones were begun.
   */
  public void postpone(
      long id,
      String owner,
      int expectedBegun,
      int partsBegun,
      int attempts,
      @Nullable String problem,
      Instant nextAttemptAt) {
    mapper.postpone(id, owner, expectedBegun, partsBegun, attempts, cut(problem), nextAttemptAt);
  }

  /** Ends a conversation; without effect when the lease went to somebody else. */
  public void settle(
      long id, String owner, ConversationStatus status, @Nullable String problem, Instant at) {
    mapper.settle(id, owner, status.name(), cut(problem), at);
  }

  /**
   * Conversations of an account and a span, the newest first.
   *
   * @param to the end; of those at this very moment, only those with ids below {@code before}
   */
  public List<ConversationBO> page(
      String account, @Nullable String openid, Instant from, Instant to, long before, int limit) {
    List<String> names =
        account.equals(accounts.main().appId())
            ? List.of(account, FormerAccount.NAME)
            : List.of(account);
    return mapper.page(names, openid, from, to, before, limit).stream().map(this::read).toList();
  }

  /** Adopts the oldest conversations of before there were several accounts; answers how many. */
  public int adopt(String account, int limit) {
    return mapper.adopt(FormerAccount.NAME, account, limit);
  }

  /** Deletes the oldest ones, some at a time; answers how many. */
  public int deleteBefore(Instant before, int limit) {
    return mapper.deleteBefore(before, limit);
  }

  private ConversationBO read(ConversationDO row) {
    return new ConversationBO(
        row.id,
        new FollowerAct(
            accounts.appIdOf(FormerAccount.orNull(row.account)),
            row.dedupKey,
            row.openid,
            ActKind.valueOf(row.kind),
            cipher.decrypt(row.content, context("content", row.dedupKey))),
        row.reply == null
            ? List.of()
            : json.readValue(cipher.decrypt(row.reply, context("reply", row.dedupKey)), REPLIES),
        row.source == null ? null : ReplySource.valueOf(row.source),
        row.ruleNo,
        row.passive,
        row.partsBegun,
        ConversationStatus.valueOf(row.status),
        row.attempts,
        row.problem,
        row.createdAt,
        row.settledAt);
  }

  private static String context(String field, String dedupKey) {
    return "wechat_conversation." + field + ":" + dedupKey;
  }

  private static @Nullable String cut(@Nullable String problem) {
    return problem == null || problem.length() <= MAX_PROBLEM
        ? problem
        : problem.substring(0, MAX_PROBLEM);
  }
}
