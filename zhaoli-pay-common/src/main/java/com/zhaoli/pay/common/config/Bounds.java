package com.zhaoli.pay.common.config;

import java.time.Duration;

/** Checks of settings at start. */
public final class Bounds {
  private Bounds() {}

  /**
   * Refuses what is less or more.
   *
   * @param name the setting's whole name
   * @throws InvalidConfigurationException with the setting, its value and its bounds
   */
  public static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw outside(name, value, least, most, "");
    }
  }

  /**
   * Refuses what is less or more, and says why.
   *
   * @param why the rest of a sentence, after "since "
   */
  public static void within(String name, int value, int least, int most, String why) {
    if (value < least || value > most) {
      throw outside(name, value, least, most, ", since " + why);
    }
  }

  /** Refuses what is shorter or longer. */
  public static void within(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw outside(name, value, least, most, "");
    }
  }

  private static InvalidConfigurationException outside(
      String name, Object value, Object least, Object most, String why) {
    return new InvalidConfigurationException(
        name + " is " + value + ": it must be " + least + " to " + most + why + ".");
  }
}
