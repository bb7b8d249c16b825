package com.zhaoli.pay.pos.device.internal;

import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.pos.device.CounterWindow;
import com.zhaoli.pay.pos.device.DeviceKeyBO;
import com.zhaoli.pay.pos.device.DeviceKeyStatus;
import com.zhaoli.pay.pos.device.NewDeviceKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Devices' keys in the database, their secrets sealed. */
@Repository
public class DeviceKeyStore {
  private final DeviceKeyMapper mapper;
  private final FieldCipher cipher;

  DeviceKeyStore(DeviceKeyMapper mapper, FieldCipher cipher) {
    this.mapper = mapper;
    this.cipher = cipher;
  }

  public void insert(String terminalNo, NewDeviceKey key, DeviceKeyStatus status, Instant now) {
    DeviceKeyDO row = new DeviceKeyDO();
    row.terminalNo = terminalNo;
    row.keyId = key.keyId();
    row.secretSealed = cipher.encrypt(key.secret().value(), context(terminalNo, key.keyId()));
    row.status = status.name();
    row.createdAt = now;
    mapper.insert(row);
  }

  public Optional<DeviceKeyBO> find(String terminalNo, String keyId) {
    return bo(mapper.find(terminalNo, keyId));
  }

  /** Whether the key was made before that. */
  public boolean isOlderThan(String terminalNo, String keyId, Instant then) {
    Instant createdAt = mapper.createdAt(terminalNo, keyId);
    return createdAt != null && createdAt.isBefore(then);
  }

  /** The key of a rotation that was begun and is not confirmed. */
  public Optional<DeviceKeyBO> findPending(String terminalNo) {
    return bo(mapper.findPending(terminalNo));
  }

  /** Whether the window still stood as read, at a key in force, and is {@code next} now. */
  public boolean advance(DeviceKeyBO key, CounterWindow next) {
    return mapper.advance(
            key.terminalNo(),
            key.keyId(),
            key.window().high(),
            key.window().seen(),
            next.high(),
            next.seen())
        == 1;
  }

  /** Makes a pending key the only one; false when it is not pending. Within a transaction. */
  public boolean confirm(String terminalNo, String keyId, Instant now) {
    if (mapper.confirm(terminalNo, keyId, now) == 0) {
      return false;
    }
    mapper.retireOthers(terminalNo, keyId, now);
    return true;
  }

  /** Ends all keys in force. */
  public void endAll(String terminalNo, DeviceKeyStatus as, Instant now) {
    mapper.endAll(terminalNo, as.name(), now);
  }

  /** The number of the new key when a rotation is due, which it then is no more. */
  public Optional<Integer> beginRotation(String terminalNo, Instant now) {
    return mapper.beginRotation(terminalNo, now) == 1
        ? Optional.of(mapper.keyCount(terminalNo))
        : Optional.empty();
  }

  private Optional<DeviceKeyBO> bo(@Nullable DeviceKeyDO row) {
    return row == null
        ? Optional.empty()
        : Optional.of(
            new DeviceKeyBO(
                row.terminalNo,
                row.keyId,
                row.merchantNo,
                row.storeId,
                new Secret(cipher.decrypt(row.secretSealed, context(row.terminalNo, row.keyId))),
                DeviceKeyStatus.valueOf(row.status),
                new CounterWindow(row.counterHigh, row.counterSeen)));
  }

  private static String context(String terminalNo, String keyId) {
    return "device_key:" + terminalNo + ":" + keyId;
  }
}
