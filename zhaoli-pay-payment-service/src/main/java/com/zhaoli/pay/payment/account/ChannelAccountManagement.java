package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.account.internal.ChannelAccountStore;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What operators do to accounts. Settings are saved only when the channel itself accepted them in a
 * trial, which is made before and outside of the transaction; the change and its audit entry are
 * one transaction; this instance uses what is new from then on, the others within the poll
 * interval.
 */
@Service
public class ChannelAccountManagement {
  private static final Logger log = LoggerFactory.getLogger(ChannelAccountManagement.class);

  private final AccountTypes types;
  private final ChannelAccountStore store;
  private final AccountDirectory directory;
  private final ChannelAccountProperties limits;
  private final Clock clock;
  private final TransactionTemplate transaction;

  ChannelAccountManagement(
      AccountTypes types,
      ChannelAccountStore store,
      AccountDirectory directory,
      ChannelAccountProperties limits,
      Clock clock,
      TransactionTemplate transaction) {
    this.types = types;
    this.store = store;
    this.directory = directory;
    this.limits = limits;
    this.clock = clock;
    this.transaction = transaction;
  }

  /**
   * The account.
   *
   * @throws ApiException CHANNEL_ACCOUNT_NOT_FOUND
   */
  public ChannelAccountBO get(String channelAccountNo) {
    return Optional.of(channelAccountNo)
        .filter(AccountNo::isOne)
        .flatMap(store::find)
        .orElseThrow(() -> new ApiException(ErrorCode.CHANNEL_ACCOUNT_NOT_FOUND));
  }

  /** Oldest first, behind the one that is named. */
  public List<ChannelAccountBO> list(AccountFilter filter, @Nullable String after, int limit) {
    return store.list(filter, after, limit);
  }

  /**
   * Tries the settings and records the account.
   *
   * @throws ApiException REQUEST_INVALID by setting; CHANNEL_ACCOUNT_EXISTS when the owner has an
   *     active one; CHANNEL_ACCOUNT_INVALID when the channel does not accept the settings;
   *     CHANNEL_UNAVAILABLE when it gave no clear answer
   */
  public ChannelAccountBO create(AccountCreateCommand command, String operatorNo) {
    ChannelAccountType type =
        types
            .find(command.channel())
            .orElseThrow(
                () ->
                    ApiException.of(
                        ErrorCode.REQUEST_INVALID, "channel", "is no channel with accounts"));
    Map<String, String> settings =
        SettingRules.apply(type.settings(), Map.of(), command.settings());
    Instant now = clock.instant();
    ChannelAccountBO account =
        new ChannelAccountBO(
            AccountNo.next(),
            type.channel(),
            command.merchantNo(),
            command.status(),
            1,
            AccountSettings.of(settings, type.settings()),
            null,
            now,
            operatorNo,
            now,
            operatorNo);
    if (account.status() == AccountStatus.ACTIVE) {
      requireNoOther(account);
    }
    requireAccepted(type, account.current());
    try {
      change(
          revision -> {
            store.insert(account, revision);
            List<String> names = SettingRules.changedNames(Map.of(), settings);
            store.audit(account, AccountAction.CREATED, names, operatorNo, now);
          });
    } catch (DuplicateKeyException e) {
      throw new ApiException(ErrorCode.CHANNEL_ACCOUNT_EXISTS, e);
    }
    log.info("{} account {} was created", account.channel(), account.channelAccountNo());
    return get(account.channelAccountNo());
  }

  /**
   * Tries the account with the new settings and replaces the old ones, which go on verifying
   * callbacks for the time of the overlap. Nothing happens where nothing differs.
   *
   * @throws ApiException CHANNEL_ACCOUNT_NOT_FOUND; CHANNEL_ACCOUNT_CONFLICT when somebody changed
   *     it meanwhile; REQUEST_INVALID by setting; CHANNEL_ACCOUNT_INVALID, CHANNEL_UNAVAILABLE as
   *     above
   */
  public ChannelAccountBO change(AccountChangeCommand command, String operatorNo) {
    Duration overlap = checked(command.overlap());
    ChannelAccountBO before = get(command.channelAccountNo());
    ChannelAccountType type = typeOf(before);
    if (before.version() != command.expectedVersion()) {
      throw conflict(before);
    }
    Map<String, String> current = before.settings().all();
    Map<String, String> settings = SettingRules.apply(type.settings(), current, command.settings());
    if (before.settings().isReadable() && settings.equals(current)) {
      return before;
    }
    SettingRules.requireSameIdentity(type.identity(), current, settings);
    Instant now = clock.instant();
    ChannelAccountBO changed =
        new ChannelAccountBO(
            before.channelAccountNo(),
            before.channel(),
            before.merchantNo(),
            before.status(),
            before.version() + 1,
            AccountSettings.of(settings, type.settings()),
            null,
            before.createdAt(),
            before.createdBy(),
            now,
            operatorNo);
    requireAccepted(type, changed.current());
    Instant previousUntil = overlap.isZero() ? null : clock.instant().plus(overlap);
    change(
        revision -> {
          if (!store.change(changed, command.expectedVersion(), previousUntil, revision)) {
            throw conflict(before);
          }
          List<String> names = SettingRules.changedNames(current, settings);
          store.audit(changed, AccountAction.CHANGED, names, operatorNo, now);
        });
    log.info(
        "{} account {} has version {}",
        changed.channel(),
        changed.channelAccountNo(),
        changed.version());
    return get(changed.channelAccountNo());
  }

  private Duration checked(@Nullable Duration overlap) {
    if (overlap == null) {
      return limits.overlap();
    }
    if (overlap.isNegative() || overlap.compareTo(limits.maxOverlap()) > 0) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID,
          "overlapSeconds",
          "must be 0 to %d".formatted(limits.maxOverlap().toSeconds()));
    }
    return overlap;
  }

  /**
   * Lets new orders go to the account.
   *
   * @param replace takes the place of the owner's active account, which is disabled in the same
   *     moment: no order in between goes to the platform's
   * @throws ApiException CHANNEL_ACCOUNT_NOT_FOUND; CHANNEL_ACCOUNT_EXISTS when the owner has
   *     another active one and it is not to be replaced
   */
  public ChannelAccountBO enable(String channelAccountNo, boolean replace, String operatorNo) {
    ChannelAccountBO account = get(channelAccountNo);
    Instant now = clock.instant();
    change(
        revision -> {
          if (replace) {
            store
                .activeOf(account.channel(), account.merchantNo())
                .filter(active -> !active.equals(channelAccountNo))
                .ifPresent(
                    active ->
                        setStatus(get(active), AccountStatus.DISABLED, revision, operatorNo, now));
          } else {
            requireNoOther(account);
          }
          setStatus(account, AccountStatus.ACTIVE, revision, operatorNo, now);
        });
    return get(channelAccountNo);
  }

  /**
   * Lets no new orders go to the account. Orders that it has are still looked after.
   *
   * @throws ApiException CHANNEL_ACCOUNT_NOT_FOUND
   */
  public ChannelAccountBO disable(String channelAccountNo, String operatorNo) {
    ChannelAccountBO account = get(channelAccountNo);
    Instant now = clock.instant();
    change(
        revision -> {
          setStatus(account, AccountStatus.DISABLED, revision, operatorNo, now);
        });
    return get(channelAccountNo);
  }

  private void setStatus(
      ChannelAccountBO account, AccountStatus to, long revision, String operatorNo, Instant now) {
    if (store.setStatus(account.channelAccountNo(), to, revision, operatorNo, now)) {
      AccountAction action =
          to == AccountStatus.ACTIVE ? AccountAction.ENABLED : AccountAction.DISABLED;
      store.audit(account, action, List.of(), operatorNo, now);
      log.info("{} account {} is {}", account.channel(), account.channelAccountNo(), to);
    }
  }

  /**
   * Tries the stored settings at the channel now. Changes nothing.
   *
   * @throws ApiException CHANNEL_ACCOUNT_NOT_FOUND
   */
  public Trial tryOut(String channelAccountNo, String operatorNo) {
    ChannelAccountBO account = get(channelAccountNo);
    ChannelAccountType type = typeOf(account);
    store.audit(account, AccountAction.TRIED, List.of(), operatorNo, clock.instant());
    return account.settings().isReadable()
        ? types.tryOut(type, account.current())
        : new Trial.Wrong("The stored secrets cannot be decrypted with ZHAOLI_ENCRYPTION_KEY.");
  }

  private ChannelAccountType typeOf(ChannelAccountBO account) {
    return types
        .find(account.channel().name())
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.CHANNEL_ACCOUNT_INVALID,
                    Map.of("reason", "There is no channel %s.".formatted(account.channel()))));
  }

  private void requireNoOther(ChannelAccountBO account) {
    store
        .activeOf(account.channel(), account.merchantNo())
        .filter(active -> !active.equals(account.channelAccountNo()))
        .ifPresent(
            active -> {
              throw ApiException.of(ErrorCode.CHANNEL_ACCOUNT_EXISTS, "channelAccountNo", active);
            });
  }

  private void requireAccepted(ChannelAccountType type, ChannelAccount candidate) {
    Trial trial = types.tryOut(type, candidate);
    if (trial instanceof Trial.Wrong wrong) {
      throw ApiException.of(ErrorCode.CHANNEL_ACCOUNT_INVALID, "reason", wrong.sentence());
    }
    if (trial instanceof Trial.Unclear unclear) {
      throw ApiException.of(ErrorCode.CHANNEL_UNAVAILABLE, "reason", unclear.reason());
    }
  }

  private void change(LongConsumer work) {
    transaction.executeWithoutResult(status -> work.accept(store.nextRevision()));
    directory.refresh();
  }

  private static ApiException conflict(ChannelAccountBO account) {
    return ApiException.of(
        ErrorCode.CHANNEL_ACCOUNT_CONFLICT, "channelAccountNo", account.channelAccountNo());
  }
}
