package com.zhaoli.pay.sdk.json;

/** The platform's words as constants. */
public final class Words {

  private Words() {}

  /** The constant of that name; {@code unknown} for a word that is newer than this starter. */
  public static <E extends Enum<E>> E constant(Class<E> type, String word, E unknown) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return unknown;
  }
}
