package com.zhaoli.pay.gateway.openapi;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.gateway.limit.LiveLimits;
import com.zhaoli.pay.gateway.limit.RateLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * The last checks of a signed request: the credential it was checked with is still the current one,
 * its nonce was not used before by this app, and the app is within its rate. All are one script in
 * Redis, so they are atomic for all gateways and cost one round trip, or a share of one. A replay
 * is told as one also above the rate; a request above the rate has not used its nonce up, so that
 * it can be sent again as it is, and refused ones do not fill Redis.
 *
 * <p>Guarantees "never twice" as long as Redis keeps its keys: it must not evict them, and one that
 * loses its data, or whose clock leaps forward, lets requests of the last minutes pass once more.
 * When Redis cannot be reached, requests are refused, never let through unchecked.
 */
@Component
class AdmissionStore {

  private static final Logger log = LoggerFactory.getLogger(AdmissionStore.class);

  /** Twice the window of the timestamp, and a minute for clocks that differ. */
  private static final byte[] NONCE_SECONDS = utf8("660");

  private static final long ADMITTED = 0;
  private static final long REPLAYED = -1;

  /** An answer of this and below tells a version of the credentials, counted downwards. */
  private static final long CHANGED = -2;

  private static final int KEYS = 3;

  private final AdmissionCalls calls;
  private final LiveLimits limits;

  AdmissionStore(RedisConnectionFactory connections, LiveLimits limits) {
    this.calls = new AdmissionCalls(connections, script(), KEYS);
    this.limits = limits;
  }

  /**
   * Counts the request, and uses up its nonce when it is admitted; neither when the app's
   * credentials have changed.
   *
   * @param version of the app's credentials that the signature was checked by
   * @return empty when the request is admitted, else the version that the credentials have now; the
   *     request is not counted then and its nonce not used
   * @throws ApiException NONCE_REPLAYED, RATE_LIMITED or REPLAY_STORE_UNAVAILABLE
   */
  OptionalLong admit(String appId, String nonce, long version) {
    long verdict = ask(appId, nonce, version);
    if (verdict <= CHANGED) {
      return OptionalLong.of(CHANGED - verdict);
    }
    if (verdict == REPLAYED) {
      throw new ApiException(ErrorCode.NONCE_REPLAYED);
    }
    if (verdict > ADMITTED) {
      throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, verdict);
    }
    return OptionalLong.empty();
  }

  /**
   * Connects before the first request comes, which would else pay for it with its time-out, and
   * makes the script known. Redis being away does not keep the gateway from starting.
   */
  @EventListener(ApplicationReadyEvent.class)
  void connect() {
    try {
      calls.prepare();
    } catch (DataAccessException e) {
      log.warn(
          "Redis does not answer yet; signed requests are refused until it does: {}", e.toString());
    }
  }

  private long ask(String appId, String nonce, long version) {
    RateLimit limit = limits.app();
    // The braces put the keys of an app on one node of a cluster.
    byte[][] arguments = {
      utf8("zhaoli:nonce:{" + appId + "}:" + nonce),
      utf8("zhaoli:pace:{" + appId + "}"),
      utf8(CredentialVersions.key(appId)),
      NONCE_SECONDS,
      utf8(Integer.toString(limit.perSecond())),
      utf8(Integer.toString(limit.burst())),
      utf8(Long.toString(version))
    };
    try {
      return calls.run(arguments);
    } catch (DataAccessException e) {
      log.error("Redis did not answer, so a signed request was refused: {}", e.toString());
      throw new ApiException(ErrorCode.REPLAY_STORE_UNAVAILABLE, e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] script() {
    try {
      return new ClassPathResource("lua/admit.lua").getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("lua/admit.lua cannot be read", e);
    }
  }
}
