package com.zhaoli.pay.simulator.state;

import java.util.function.Consumer;
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
 * @param config as the platform told it last; null until it did
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
    boolean locked,
    @Nullable TerminalConfig config) {

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
    return new DeviceState(serialNumber, numberTag, null, null, null, null, 0, null, false, null);
  }

  /** How the terminal works: as it was told, or as all do that were told nothing. */
  public TerminalConfig configInUse() {
    return config == null ? TerminalConfig.STANDARD : config;
  }

  public DeviceState activating(Activation asked) {
    return with(copy -> copy.activation = asked);
  }

  /**
   * Activated: the keys before are over. The shift is the platform's to tell, and so is the
   * configuration, since the terminal may stand in another store now.
   */
  public DeviceState activated(Identity who, KeySlot first) {
    return with(
        copy -> {
          copy.activation = null;
          copy.identity = who;
          copy.key = first;
          copy.nextKey = null;
          copy.shift = null;
          copy.locked = false;
          copy.config = null;
        });
  }

  public DeviceState withOffset(long seconds) {
    return with(copy -> copy.clockOffsetSeconds = seconds);
  }

  public DeviceState withShift(@Nullable Shift open) {
    return with(copy -> copy.shift = open);
  }

  public DeviceState withLock(boolean refused) {
    return with(copy -> copy.locked = refused);
  }

  public DeviceState withConfig(TerminalConfig told) {
    return with(copy -> copy.config = told);
  }

  /** With a new key beside the old one, or without it. */
  public DeviceState withNextKey(@Nullable KeySlot next) {
    return with(copy -> copy.nextKey = next);
  }

  /** The new key is the only one. */
  public DeviceState withNextKeyInUse() {
    return with(
        copy -> {
          copy.key = nextKey;
          copy.nextKey = null;
        });
  }

  /** With the counter of the named key allowed to go up to there. */
  public DeviceState withCounterLimit(String keyId, long limit) {
    return with(
        copy -> {
          copy.key = limited(key, keyId, limit);
          copy.nextKey = limited(nextKey, keyId, limit);
        });
  }

  private static @Nullable KeySlot limited(@Nullable KeySlot slot, String keyId, long limit) {
    return slot != null && slot.key().keyId().equals(keyId) ? slot.withLimit(limit) : slot;
  }

  private DeviceState with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.state();
  }

  /** A state in the making. */
  private static final class Copy {
    private final DeviceState before;
    private @Nullable Activation activation;
    private @Nullable Identity identity;
    private @Nullable KeySlot key;
    private @Nullable KeySlot nextKey;
    private long clockOffsetSeconds;
    private @Nullable Shift shift;
    private boolean locked;
    private @Nullable TerminalConfig config;

    Copy(DeviceState before) {
      this.before = before;
      this.activation = before.activation;
      this.identity = before.identity;
      this.key = before.key;
      this.nextKey = before.nextKey;
      this.clockOffsetSeconds = before.clockOffsetSeconds;
      this.shift = before.shift;
      this.locked = before.locked;
      this.config = before.config;
    }

    DeviceState state() {
      return new DeviceState(
          before.serialNumber,
          before.numberTag,
          activation,
          identity,
          key,
          nextKey,
          clockOffsetSeconds,
          shift,
          locked,
          config);
    }
  }
}
