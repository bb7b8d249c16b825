package com.zhaoli.pay.payment.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zhaoli.pay.payment.account.ChannelAccountBO.Previous;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelAccounts;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * All accounts there are: the configured ones and the stored ones. Stored ones are kept in memory
 * once they were asked for, decrypted; a change by whatever instance evicts them here within the
 * poll interval, and at once in the instance that made it. While the database cannot be reached,
 * what is in memory goes on being used.
 */
@Component
@Primary
public class AccountDirectory implements ChannelAccountSource {
  private static final Logger log = LoggerFactory.getLogger(AccountDirectory.class);
  private static final int MAX_CHANGES = 1_000;
  private static final long NEVER = -1;

  private final ChannelAccounts configured;
  private final StoredAccounts stored;
  private final Clock clock;
  // Both also keep what is not there: a merchant without an account is the usual case. The cache
  // does not let numbers that somebody makes up push out those in use.
  private final Cache<String, Optional<Held>> accounts;
  private final Cache<Owner, Optional<String>> active;
  private final Object keeping = new Object();
  private long evictions;
  private long revision = NEVER;

  AccountDirectory(
      ChannelAccounts configured,
      StoredAccounts stored,
      ChannelAccountProperties limits,
      Clock clock) {
    this.configured = configured;
    this.stored = stored;
    this.clock = clock;
    this.accounts = Caffeine.newBuilder().maximumSize(limits.cachedAccounts()).build();
    this.active = Caffeine.newBuilder().maximumSize(limits.cachedMerchants()).build();
  }

  /**
   * A stored account in memory.
   *
   * @param current null when its secrets cannot be decrypted
   * @param previous null when there is none, or its secrets cannot be decrypted
   */
  private record Held(
      Channel channel,
      @Nullable ChannelAccount current,
      @Nullable ChannelAccount previous,
      @Nullable Instant previousUntil) {}

  /** Whose money; a null merchantNo is the platform's. */
  private record Owner(Channel channel, @Nullable String merchantNo) {}

  @Override
  public boolean exists(Channel channel, String channelAccountNo) {
    return configured.exists(channel, channelAccountNo)
        || held(channel, channelAccountNo).isPresent();
  }

  /** Of a configured and a stored account with the same number the configured one counts. */
  @Override
  public Optional<ChannelAccount> find(Channel channel, String channelAccountNo) {
    return configured.exists(channel, channelAccountNo)
        ? configured.find(channel, channelAccountNo)
        : held(channel, channelAccountNo).map(held -> readable(held, channelAccountNo));
  }

  private static ChannelAccount readable(Held held, String channelAccountNo) {
    if (held.current() == null) {
      throw new ChannelNotReadyException(
          "The secrets of %s account %s cannot be decrypted."
              .formatted(held.channel(), channelAccountNo));
    }
    return held.current();
  }

  @Override
  public Optional<ChannelAccount> findPrevious(Channel channel, String channelAccountNo) {
    return configured.exists(channel, channelAccountNo)
        ? configured.findPrevious(channel, channelAccountNo)
        : held(channel, channelAccountNo)
            .filter(
                held ->
                    held.previousUntil() != null && clock.instant().isBefore(held.previousUntil()))
            .map(Held::previous);
  }

  /**
   * The merchant's own active account, else the platform's active stored one, else the configured
   * one. A merchant whose own account is disabled is paid through the platform's.
   */
  @Override
  public Optional<String> accountFor(String merchantNo, Channel channel) {
    return activeOf(new Owner(channel, merchantNo))
        .or(() -> activeOf(new Owner(channel, null)))
        .or(() -> configured.accountFor(merchantNo, channel));
  }

  private Optional<String> activeOf(Owner owner) {
    return look(active, owner, () -> stored.activeOf(owner.channel(), owner.merchantNo()));
  }

  private Optional<Held> held(Channel channel, String channelAccountNo) {
    if (!AccountNo.isOne(channelAccountNo)) {
      return Optional.empty();
    }
    try {
      return look(accounts, channelAccountNo, () -> load(channelAccountNo))
          .filter(held -> held.channel().equals(channel));
    } catch (DataAccessException | TransactionException e) {
      throw new ChannelNotReadyException(
          "%s account %s cannot be read now.".formatted(channel, channelAccountNo), e);
    }
  }

  private Optional<Held> load(String channelAccountNo) {
    return stored.find(channelAccountNo).map(AccountDirectory::hold);
  }

  private static Held hold(ChannelAccountBO account) {
    Previous previous = account.previous();
    boolean previousReadable = previous != null && previous.settings().isReadable();
    if (!account.settings().isReadable() || (previous != null && !previousReadable)) {
      log.error(
          "ALERT: secrets of channel account {}, version {}, cannot be decrypted",
          account.channelAccountNo(),
          account.version());
    }
    return new Held(
        account.channel(),
        account.settings().isReadable() ? account.current() : null,
        previous == null || !previousReadable
            ? null
            : new ChannelAccount(
                account.channel(),
                account.channelAccountNo(),
                previous.version(),
                previous.settings().all()),
        previous == null ? null : previous.until());
  }

  /**
   * From memory, or loaded. What was read before a change and arrives after its eviction is used
   * once and not kept: it would stay.
   */
  private <K, V> Optional<V> look(
      Cache<K, Optional<V>> cache, K key, Supplier<Optional<V>> loader) {
    Optional<V> known = cache.getIfPresent(key);
    if (known != null) {
      return known;
    }
    long before;
    synchronized (keeping) {
      before = evictions;
    }
    Optional<V> loaded = loader.get();
    synchronized (keeping) {
      if (before == evictions) {
        cache.put(key, loaded);
      }
    }
    return loaded;
  }

  /** Takes over what changed, by whatever instance. Does not throw when the database is away. */
  @Scheduled(fixedDelayString = "${zhaoli.channel-account.poll-interval:2s}")
  public void refresh() {
    try {
      takeOver();
    } catch (DataAccessException | TransactionException e) {
      log.warn("changes of channel accounts cannot be read now: {}", e.getClass().getSimpleName());
    }
  }

  private synchronized void takeOver() {
    long current = stored.revision();
    if (current == revision) {
      return;
    }
    // A revision that went back is another database's: nothing known is worth keeping.
    boolean traceable = revision != NEVER && current > revision;
    List<StoredAccounts.Change> changes =
        traceable ? stored.changedSince(revision, MAX_CHANGES) : List.of();
    synchronized (keeping) {
      evictions++;
      if (!traceable || changes.size() == MAX_CHANGES) {
        accounts.invalidateAll();
        active.invalidateAll();
      }
      for (StoredAccounts.Change change : changes) {
        accounts.invalidate(change.channelAccountNo());
        active.invalidate(new Owner(change.channel(), change.merchantNo()));
      }
    }
    revision = current;
  }
}
