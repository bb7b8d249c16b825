package com.zhaoli.pay.payment.account.internal;

import com.zhaoli.pay.common.web.RequestIds;
import com.zhaoli.pay.payment.account.AccountAction;
import com.zhaoli.pay.payment.account.AccountFilter;
import com.zhaoli.pay.payment.account.AccountStatus;
import com.zhaoli.pay.payment.account.ChannelAccountBO;
import com.zhaoli.pay.payment.account.ChannelAccountBO.Previous;
import com.zhaoli.pay.payment.account.StoredAccounts;
import com.zhaoli.pay.payment.channel.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts in the database. Every change takes a new revision first, in the caller's transaction:
 * that lets changes happen one after the other, so that none is missed by who follows revisions.
 */
@Component
public class ChannelAccountStore implements StoredAccounts {
  private static final String PLATFORM_OWNER = "*";
  private static final int MAX_SETTING_NAMES = 2_000;

  private final ChannelAccountMapper mapper;
  private final SettingsSeal seal;

  ChannelAccountStore(ChannelAccountMapper mapper, SettingsSeal seal) {
    this.mapper = mapper;
    this.seal = seal;
  }

  @Override
  public long revision() {
    return mapper.revision();
  }

  /** A new revision for a change; no other change gets one before this transaction ends. */
  @Transactional(propagation = Propagation.MANDATORY)
  public long nextRevision() {
    if (mapper.raiseRevision() != 1) {
      throw new IllegalStateException("the row of channel_account_revision is not there");
    }
    return mapper.revision();
  }

  @Override
  public List<Change> changedSince(long revision, int limit) {
    return mapper.changedSince(revision, limit).stream()
        .map(row -> new Change(row.channelAccountNo, Channel.of(row.channel), row.merchantNo))
        .toList();
  }

  @Override
  public Optional<ChannelAccountBO> find(String channelAccountNo) {
    return Optional.ofNullable(mapper.find(channelAccountNo)).map(this::toBO);
  }

  @Override
  public Optional<String> activeOf(Channel channel, @Nullable String merchantNo) {
    return Optional.ofNullable(
        mapper.activeOf(channel.name(), Objects.requireNonNullElse(merchantNo, PLATFORM_OWNER)));
  }

  /** Oldest first, behind the one that is named. */
  public List<ChannelAccountBO> list(AccountFilter filter, @Nullable String after, int limit) {
    Channel channel = filter.channel();
    return mapper
        .list(
            filter.merchantNo(),
            filter.platform(),
            channel == null ? null : channel.name(),
            after,
            limit)
        .stream()
        .map(this::toBO)
        .toList();
  }

  public List<ChannelAccountBO> newest(int limit) {
    return mapper.newest(limit).stream().map(this::toBO).toList();
  }

  /**
   * Records a new account.
   *
   * @throws org.springframework.dao.DuplicateKeyException when it is active and its owner has an
   *     active account at this channel
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void insert(ChannelAccountBO account, long revision) {
    ChannelAccountDO row = toRow(account, revision);
    mapper.insert(row);
  }

  /**
   * Replaces the settings, and keeps those before until then.
   *
   * @param changed as it is to be
   * @param previousUntil null: those before count no longer
   * @return false when the version is no longer the expected one
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean change(
      ChannelAccountBO changed,
      long expectedVersion,
      @Nullable Instant previousUntil,
      long revision) {
    ChannelAccountDO row = toRow(changed, revision);
    row.previousUntil = previousUntil;
    return mapper.compareAndChange(row, expectedVersion) == 1;
  }

  /** Moves an account from the other status to this one; false when it is there already. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean setStatus(
      String channelAccountNo, AccountStatus to, long revision, String operatorNo, Instant now) {
    AccountStatus from = to == AccountStatus.ACTIVE ? AccountStatus.DISABLED : AccountStatus.ACTIVE;
    return mapper.compareAndSetStatus(
            channelAccountNo, from.name(), to.name(), revision, operatorNo, now)
        == 1;
  }

  /** Removes settings whose overlap is over; how many accounts had such. */
  public int erasePrevious(Instant now, int limit) {
    return mapper.erasePrevious(now, limit);
  }

  /** Puts an operator's act on record, in the transaction of the act where it has one. */
  public void audit(
      ChannelAccountBO account,
      AccountAction action,
      List<String> settingNames,
      String operatorNo,
      Instant at) {
    String names = String.join(",", settingNames);
    mapper.audit(
        at,
        operatorNo,
        action.name(),
        account.channelAccountNo(),
        account.channel().name(),
        account.merchantNo(),
        account.version(),
        names.isEmpty() ? null : names.substring(0, Math.min(names.length(), MAX_SETTING_NAMES)),
        RequestIds.current());
  }

  private ChannelAccountDO toRow(ChannelAccountBO account, long revision) {
    ChannelAccountDO row = new ChannelAccountDO();
    row.channelAccountNo = account.channelAccountNo();
    row.channel = account.channel().name();
    row.merchantNo = account.merchantNo();
    row.status = account.status().name();
    row.version = account.version();
    SettingsSeal.Sealed sealed = seal.seal(placeOf(row, row.version), account.settings());
    row.settings = sealed.shown();
    row.secretsSealed = sealed.secrets();
    row.revision = revision;
    row.createdAt = account.createdAt();
    row.createdBy = account.createdBy();
    row.updatedAt = account.updatedAt();
    row.updatedBy = account.updatedBy();
    return row;
  }

  private ChannelAccountBO toBO(ChannelAccountDO row) {
    return new ChannelAccountBO(
        row.channelAccountNo,
        Channel.of(row.channel),
        row.merchantNo,
        AccountStatus.valueOf(row.status),
        row.version,
        seal.open(
            placeOf(row, row.version), new SettingsSeal.Sealed(row.settings, row.secretsSealed)),
        previousOf(row),
        row.createdAt,
        row.createdBy,
        row.updatedAt,
        row.updatedBy);
  }

  private @Nullable Previous previousOf(ChannelAccountDO row) {
    if (row.previousUntil == null || row.previousVersion == null) {
      return null;
    }
    return new Previous(
        row.previousVersion,
        seal.open(
            placeOf(row, row.previousVersion),
            new SettingsSeal.Sealed(row.previousSettings, row.previousSecretsSealed)),
        row.previousUntil);
  }

  /** What secrets are bound to: one version of one account of one owner. */
  private static String placeOf(ChannelAccountDO row, long version) {
    return "channel_account.secrets:%s:%s:%s:%d"
        .formatted(
            row.channel,
            Objects.requireNonNullElse(row.merchantNo, PLATFORM_OWNER),
            row.channelAccountNo,
            version);
  }
}
