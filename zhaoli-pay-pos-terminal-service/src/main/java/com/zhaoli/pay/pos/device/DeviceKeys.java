package com.zhaoli.pay.pos.device;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.pos.device.internal.DeviceKeyStore;
import com.zhaoli.pay.pos.settings.PosProperties;
import com.zhaoli.pay.pos.trail.AuditAction;
import com.zhaoli.pay.pos.trail.AuditLog;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys of devices: given out, confirmed by use, taken back. Callers that change a terminal too
 * do so in one transaction with these.
 */
@Service
public class DeviceKeys {
  private static final int SECRET_BYTES = 32;

  private final DeviceKeyStore store;
  private final AuditLog auditLog;
  private final PosProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;

  DeviceKeys(
      DeviceKeyStore store,
      AuditLog auditLog,
      PosProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.auditLog = auditLog;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Makes the key of a terminal that is being activated; the keys it had end.
   *
   * @param number of the key, which no other key of the terminal has
   */
  public NewDeviceKey replaceAll(String terminalNo, int number) {
    store.endAll(terminalNo, DeviceKeyStatus.REVOKED, clock.instant());
    return issue(terminalNo, number, DeviceKeyStatus.ACTIVE);
  }

  /** Takes a terminal out of use: from the commit on nothing that it signs is let in. */
  public void revokeAll(String terminalNo) {
    store.endAll(terminalNo, DeviceKeyStatus.REVOKED, clock.instant());
  }

  /** A key that nothing was signed with yet, for a device that did not hear the answer. */
  public Optional<NewDeviceKey> unused(String terminalNo, String keyId) {
    return store
        .find(terminalNo, keyId)
        .filter(key -> key.status().isInForce() && key.window().equals(CounterWindow.EMPTY))
        .map(key -> new NewDeviceKey(key.keyId(), key.secret()));
  }

  /**
   * The new key of a rotation that was asked for. Asking again gives the same one until it is used.
   *
   * @throws ApiException KEY_ROTATION_NOT_DUE when nobody asked for a rotation; SIGN_INVALID when
   *     the terminal was taken out of use meanwhile
   */
  public NewDeviceKey rotate(DeviceIdentity device) {
    return pending(device.terminalNo())
        .or(() -> begin(device.terminalNo()))
        // Another request of the device was faster.
        .or(() -> pending(device.terminalNo()))
        .orElseThrow(() -> new ApiException(ErrorCode.KEY_ROTATION_NOT_DUE));
  }

  /** Whether the key that the device signed with has come of age. */
  public boolean isOld(DeviceIdentity device) {
    return store.isOlderThan(
        device.terminalNo(), device.keyId(), clock.instant().minus(properties.keyMaxAge()));
  }

  /** Whether a rotation's key was given out and is not in use yet. */
  public boolean isRotating(String terminalNo) {
    return store.findPending(terminalNo).isPresent();
  }

  private Optional<NewDeviceKey> pending(String terminalNo) {
    return store.findPending(terminalNo).map(key -> new NewDeviceKey(key.keyId(), key.secret()));
  }

  private Optional<NewDeviceKey> begin(String terminalNo) {
    Optional<NewDeviceKey> begun =
        transaction.execute(
            status -> {
              Optional<NewDeviceKey> made =
                  store
                      .beginRotation(terminalNo, clock.instant())
                      .map(number -> issue(terminalNo, number, DeviceKeyStatus.PENDING));
              made.ifPresent(
                  key ->
                      auditLog.append(terminalNo, AuditAction.KEY_ISSUED, terminalNo, key.keyId()));
              return made;
            });
    return begun == null ? Optional.empty() : begun;
  }

  private NewDeviceKey issue(String terminalNo, int number, DeviceKeyStatus status) {
    NewDeviceKey key = new NewDeviceKey("dk_" + number, new Secret(Tokens.random(SECRET_BYTES)));
    store.insert(terminalNo, key, status, clock.instant());
    return key;
  }

  /** The first use of a rotation's key makes it the only one; whether it is that now. */
  boolean confirm(DeviceKeyBO key) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              if (!store.confirm(key.terminalNo(), key.keyId(), clock.instant())) {
                return false;
              }
              auditLog.append(
                  key.terminalNo(), AuditAction.KEY_CONFIRMED, key.terminalNo(), key.keyId());
              return true;
            }));
  }
}
