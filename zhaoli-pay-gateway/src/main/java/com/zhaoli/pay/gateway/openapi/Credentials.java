package com.zhaoli.pay.gateway.openapi;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.zhaoli.pay.common.client.merchant.AppCredential;
import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import feign.FeignException;
import feign.RetryableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials of apps, from merchant-service, kept for one second: a disabled key is refused
 * everywhere one second later. Unknown ids are kept as well, so that guessing them costs
 * merchant-service no more than knowing them. However many requests ask for one key at once, it is
 * loaded once. A failure is not kept.
 */
class Credentials {

  private static final Logger log = LoggerFactory.getLogger(Credentials.class);
  private static final Duration KEEP = Duration.ofSeconds(1);
  private static final int KEYS_KEPT = 10_000;
  private static final int ATTEMPTS = 2;

  private final MerchantInternalApi merchants;
  private final AsyncCache<Key, Optional<AppCredential>> cache;

  Credentials(MerchantInternalApi merchants, Ticker ticker) {
    this.merchants = merchants;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(KEYS_KEPT)
            .expireAfterWrite(KEEP)
            .ticker(ticker)
            .buildAsync();
  }

  /**
   * The credential, or empty when app or key are not known. It may be disabled: the caller looks.
   *
   * @throws ApiException UPSTREAM_UNAVAILABLE when merchant-service cannot be asked
   */
  Optional<AppCredential> find(String appId, String keyId) {
    Key key = new Key(appId, keyId);
    CompletableFuture<Optional<AppCredential>> own = new CompletableFuture<>();
    CompletableFuture<Optional<AppCredential>> shared = cache.asMap().putIfAbsent(key, own);
    if (shared == null) {
      shared = own;
      load(key, own);
    }
    try {
      return shared.join();
    } catch (CompletionException e) {
      throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE, e);
    }
  }

  /** On the asking thread, and outside of the cache's locks, which other keys share. */
  private void load(Key key, CompletableFuture<Optional<AppCredential>> result) {
    try {
      result.complete(ask(key));
    } catch (RuntimeException e) {
      log.warn("The credential of {} could not be loaded: {}", key, e.toString());
      result.completeExceptionally(e);
    }
  }

  /** A second attempt meets another instance, when the first one has just died. */
  private Optional<AppCredential> ask(Key key) {
    for (int attempt = 1; ; attempt++) {
      try {
        return Optional.of(merchants.credential(key.appId(), key.keyId()));
      } catch (FeignException.NotFound e) {
        return Optional.empty();
      } catch (RetryableException | FeignException.ServiceUnavailable e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private record Key(String appId, String keyId) {}
}
