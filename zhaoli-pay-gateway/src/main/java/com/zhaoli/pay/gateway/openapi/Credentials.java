package com.zhaoli.pay.gateway.openapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.zhaoli.pay.common.client.merchant.AppCredential;
import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.gateway.bulkhead.Bulkhead;
import feign.FeignException;
import feign.RetryableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials of apps, from merchant-service, each with the version it was loaded at. Those in
 * force are kept until {@link #reload} is told of another version, and loaded anew beside the
 * requests once in a while; as long as that fails the former go on to count. Unknown keys and those
 * not in force are kept too, for a short time, in a place of their own: guessing ids neither costs
 * a call each nor drives out those in force. However many requests ask for one key at once, it is
 * loaded once. A failure is not kept.
 */
class Credentials {

  private static final Logger log = LoggerFactory.getLogger(Credentials.class);
  private static final int KEYS_KEPT = 10_000;
  private static final Duration FORGET_IDLE = Duration.ofHours(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 2;

  private final MerchantInternalApi merchants;
  private final CredentialVersions versions;
  private final Bulkhead loads;
  private final Ticker ticker;
  private final long keepNanos;
  private final Cache<Key, Kept> inForce;
  private final Cache<Key, KnownCredential> refused;
  private final ConcurrentMap<Load, CompletableFuture<KnownCredential>> loading =
      new ConcurrentHashMap<>();

  Credentials(
      MerchantInternalApi merchants,
      CredentialVersions versions,
      Bulkhead loads,
      CredentialProperties properties,
      Ticker ticker) {
    this.merchants = merchants;
    this.versions = versions;
    this.loads = loads;
    this.ticker = ticker;
    this.keepNanos = properties.keep().toNanos();
    this.inForce =
        Caffeine.newBuilder()
            .maximumSize(KEYS_KEPT)
            .expireAfterAccess(FORGET_IDLE)
            .ticker(ticker)
            .build();
    this.refused =
        Caffeine.newBuilder()
            .maximumSize(KEYS_KEPT)
            .expireAfterWrite(properties.keepRefusals())
            .ticker(ticker)
            .build();
  }

  /**
   * What is known of the key. The caller has to see whether its version is still the current one.
   *
   * @throws ApiException UPSTREAM_UNAVAILABLE when nothing is known and merchant-service cannot be
   *     asked
   */
  KnownCredential find(String appId, String keyId) {
    Key key = new Key(appId, keyId);
    Kept kept = inForce.getIfPresent(key);
    if (kept != null) {
      if (kept.isDue(ticker.read())) {
        var unused = load(new Load(key, CredentialVersions.UNREAD));
      }
      return kept.known;
    }
    KnownCredential refusal = refused.getIfPresent(key);
    return refusal == null ? loads.await(load(new Load(key, CredentialVersions.UNREAD))) : refusal;
  }

  /**
   * The key as it is at this version or a later one.
   *
   * @param version read from Redis before this call
   * @throws ApiException UPSTREAM_UNAVAILABLE when merchant-service cannot be asked; what was known
   *     before does not count any more
   */
  KnownCredential reload(String appId, String keyId, long version) {
    Key key = new Key(appId, keyId);
    Kept kept = inForce.getIfPresent(key);
    // Another request may have been here first.
    return kept != null && kept.known.version() == version
        ? kept.known
        : loads.await(load(new Load(key, version)));
  }

  private CompletableFuture<KnownCredential> load(Load wanted) {
    CompletableFuture<KnownCredential> own = new CompletableFuture<>();
    CompletableFuture<KnownCredential> shared = loading.putIfAbsent(wanted, own);
    if (shared != null) {
      return shared;
    }
    return loads
        .start(() -> keep(wanted.key(), ask(wanted)))
        .whenComplete(
            (known, failure) -> {
              loading.remove(wanted, own);
              if (failure == null) {
                own.complete(known);
              } else {
                log.warn(
                    "The credential of {} could not be loaded: {}",
                    wanted.key(),
                    failure.toString());
                own.completeExceptionally(failure);
              }
            });
  }

  private KnownCredential keep(Key key, KnownCredential known) {
    if (known.credential() != null && known.credential().enabled()) {
      inForce.put(key, new Kept(known, ticker.read() + keepNanos));
      refused.invalidate(key);
    } else {
      refused.put(key, known);
      inForce.invalidate(key);
    }
    return known;
  }

  private KnownCredential ask(Load wanted) {
    Key key = wanted.key();
    long version =
        wanted.version() == CredentialVersions.UNREAD
            ? versions.current(key.appId())
            : wanted.version();
    return new KnownCredential(ask(key), version);
  }

  /** A second attempt meets another instance, when the first one has just died. */
  private @Nullable AppCredential ask(Key key) {
    for (int attempt = 1; ; attempt++) {
      try {
        AppCredential found = merchants.credential(key.appId(), key.keyId());
        return key.names(found) ? found : null;
      } catch (FeignException.NotFound e) {
        return null;
      } catch (RetryableException | FeignException.ServiceUnavailable e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private record Key(String appId, String keyId) {

    /**
     * False for the credential of another spelling: the app id is not among what is signed, and
     * each spelling would have nonces of its own, so a request could come in twice.
     */
    boolean names(AppCredential found) {
      return found.appId().equals(appId) && found.keyId().equals(keyId);
    }
  }

  private record Load(Key key, long version) {}

  /** A credential in force, and when it should be loaded anew. */
  private static final class Kept {
    private final KnownCredential known;
    private final AtomicLong dueNanos;

    Kept(KnownCredential known, long dueNanos) {
      this.known = known;
      this.dueNanos = new AtomicLong(dueNanos);
    }

    /** True for one request, and for another one a while later should the load fail. */
    boolean isDue(long nowNanos) {
      long due = dueNanos.get();
      return nowNanos - due >= 0 && dueNanos.compareAndSet(due, nowNanos + AFTER_FAILURE.toNanos());
    }
  }
}
