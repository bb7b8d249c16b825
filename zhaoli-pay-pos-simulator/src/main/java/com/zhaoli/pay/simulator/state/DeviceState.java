package com.zhaoli.pay.simulator.state;

import org.jspecify.annotations.Nullable;

/**
 * All that a terminal keeps beside its journal.
 *
 * @param numberTag stands in the numbers of its trades: other ones after a factory reset
 * @param activation an activation whose answer is not there yet
 * @param identity null until it is activated
 * @param key the key in use; null until it is activated
 * @param nextKey a new key that was not used with success yet
 * @param clockOffsetSeconds what to add to the own clock to have the platform's
 * @param shift null when nobody is signed in
 * @param locked whether the platform refuses this terminal
 */
public record DeviceState(
    String serialNumber,
    String numberTag,
    @Nullable Activation activation,
    @Nullable Identity identity,
    @Nullable KeySlot key,
    @Nullable KeySlot nextKey,
    long clockOffsetSeconds,
    @Nullable Shift shift,
    boolean locked) {

  /** An activation that was asked for: the same id for the same code until the answer is there. */
  public record Activation(String activationCode, String activationId) {
    @Override
    public String toString() {
      return "Activation[***]";
    }
  }

  /** Who the terminal is. */
  public record Identity(String terminalNo, String merchantNo, String storeId) {}

  /** Who is signed in. */
  public record Shift(String shiftNo, String cashierNo, String role) {}

  static DeviceState factoryNew(String serialNumber, String numberTag) {
    return new DeviceState(serialNumber, numberTag, null, null, null, null, 0, null, false);
  }

  public DeviceState activating(Activation asked) {
    return new DeviceState(
        serialNumber, numberTag, asked, identity, key, nextKey, clockOffsetSeconds, shift, locked);
  }

  /** Activated: the keys before are over. The shift is the platform's to tell. */
  public DeviceState activated(Identity who, KeySlot first) {
    return new DeviceState(
        serialNumber, numberTag, null, who, first, null, clockOffsetSeconds, null, false);
  }

  public DeviceState withOffset(long seconds) {
    return new DeviceState(
        serialNumber, numberTag, activation, identity, key, nextKey, seconds, shift, locked);
  }

  public DeviceState withShift(@Nullable Shift open) {
    return new DeviceState(
        serialNumber,
        numberTag,
        activation,
        identity,
        key,
        nextKey,
        clockOffsetSeconds,
        open,
        locked);
  }

  public DeviceState withLock(boolean refused) {
    return new DeviceState(
        serialNumber,
        numberTag,
        activation,
        identity,
        key,
        nextKey,
        clockOffsetSeconds,
        shift,
        refused);
  }

  /** With a new key beside the old one, or without it. */
  public DeviceState withNextKey(@Nullable KeySlot next) {
    return new DeviceState(
        serialNumber,
        numberTag,
        activation,
        identity,
        key,
        next,
        clockOffsetSeconds,
        shift,
        locked);
  }

  /** The new key is the only one. */
  public DeviceState withNextKeyInUse() {
    return new DeviceState(
        serialNumber,
        numberTag,
        activation,
        identity,
        nextKey,
        null,
        clockOffsetSeconds,
        shift,
        locked);
  }

  /** With the counter of the named key allowed to go up to there. */
  public DeviceState withCounterLimit(String keyId, long limit) {
    KeySlot changedKey = isOf(key, keyId) ? slot(key).withLimit(limit) : key;
    KeySlot changedNext = isOf(nextKey, keyId) ? slot(nextKey).withLimit(limit) : nextKey;
    return new DeviceState(
        serialNumber,
        numberTag,
        activation,
        identity,
        changedKey,
        changedNext,
        clockOffsetSeconds,
        shift,
        locked);
  }

  private static boolean isOf(@Nullable KeySlot slot, String keyId) {
    return slot != null && slot.key().keyId().equals(keyId);
  }

  private static KeySlot slot(@Nullable KeySlot slot) {
    if (slot == null) {
      throw new IllegalStateException("there is no such key");
    }
    return slot;
  }
}
