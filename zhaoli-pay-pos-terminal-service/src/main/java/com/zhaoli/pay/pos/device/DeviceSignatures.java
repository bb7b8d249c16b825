package com.zhaoli.pay.pos.device;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.pos.device.internal.DeviceKeyStore;
import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Service;

/**
 * Lets in what terminals signed, each request once. Keys and counters are in the database, so that
 * a counter that was taken stays taken, whatever dies or is lost beside it, and a key that was
 * taken back is refused by every instance from the commit on.
 */
@Service
public class DeviceSignatures {
  private static final long WINDOW_SECONDS = 300;

  /** In each round one of those that race for the window gets it. */
  private static final int MAX_RACES = CounterWindow.SIZE;

  /** Stands in for a key that is not there, so that a guess takes as long as a mistake. */
  private static final SigningKey NOBODY = new SigningKey("nobody's secret", "");

  private final DeviceKeyStore store;
  private final DeviceKeys keys;
  private final Clock clock;

  DeviceSignatures(DeviceKeyStore store, DeviceKeys keys, Clock clock) {
    this.store = store;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Whose request it is. Its counter is taken: the request is not let in a second time.
   *
   * @throws ApiException TIMESTAMP_OUT_OF_WINDOW with our time; SIGN_INVALID; NONCE_REPLAYED with
   *     the largest counter taken; REPLAY_STORE_UNAVAILABLE
   */
  public DeviceIdentity admit(SignedRequest request) {
    requireTimely(request);
    try {
      return take(request, requireSigned(request));
    } catch (DataAccessException e) {
      throw new ApiException(ErrorCode.REPLAY_STORE_UNAVAILABLE, e);
    }
  }

  private void requireTimely(SignedRequest request) {
    Instant now = clock.instant();
    if (Math.abs(now.getEpochSecond() - request.timestampSeconds()) > WINDOW_SECONDS) {
      throw ApiException.of(
          ErrorCode.TIMESTAMP_OUT_OF_WINDOW, "epochSeconds", Long.toString(now.getEpochSecond()));
    }
  }

  private DeviceKeyBO requireSigned(SignedRequest request) {
    Optional<DeviceKeyBO> found = inForce(request);
    SigningKey key = found.map(k -> new SigningKey(k.secret().value(), "")).orElse(NOBODY);
    boolean signed =
        RequestSigner.verify(SignType.HMAC_SHA256, request.lines(), key, request.sign());
    return found
        .filter(known -> signed)
        .orElseThrow(() -> new ApiException(ErrorCode.SIGN_INVALID));
  }

  private Optional<DeviceKeyBO> inForce(SignedRequest request) {
    return store
        .find(request.terminalNo(), request.keyId())
        .filter(key -> key.status().isInForce());
  }

  private DeviceIdentity take(SignedRequest request, DeviceKeyBO signedWith) {
    DeviceKeyBO key = signedWith;
    for (int race = 0; race < MAX_RACES; race++) {
      long high = key.window().high();
      CounterWindow next =
          key.window()
              .take(request.counter())
              .orElseThrow(
                  () ->
                      new ApiException(
                          ErrorCode.NONCE_REPLAYED, Map.of("highest", Long.toString(high))));
      if (moved(key, next)) {
        if (isTakenBack(key, request)) {
          throw new ApiException(ErrorCode.SIGN_INVALID);
        }
        return key.identity();
      }
      key = inForce(request).orElseThrow(() -> new ApiException(ErrorCode.SIGN_INVALID));
    }
    throw new ApiException(ErrorCode.REPLAY_STORE_UNAVAILABLE);
  }

  /** A new key's first use confirms it, unless another request did, or its terminal was ended. */
  private boolean isTakenBack(DeviceKeyBO key, SignedRequest request) {
    return key.status() == DeviceKeyStatus.PENDING
        && !keys.confirm(key)
        && inForce(request).isEmpty();
  }

  private boolean moved(DeviceKeyBO key, CounterWindow next) {
    try {
      return store.advance(key, next);
    } catch (TransientDataAccessException e) {
      // The loser of a deadlock has written nothing, and reads again like that of any race.
      return false;
    }
  }
}
