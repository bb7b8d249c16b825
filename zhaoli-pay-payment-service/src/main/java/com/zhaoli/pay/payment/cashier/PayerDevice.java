package com.zhaoli.pay.payment.cashier;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The browser that asks.
 *
 * @param userAgent what it says it is; not to be believed
 * @param key what its cookie for this payment holds: it is the browser that got it
 * @param address where its requests come from
 */
public record PayerDevice(String userAgent, @Nullable String key, String address) {
  private static final Pattern PHONE = Pattern.compile("Mobile|Android|iPhone|iPad|HarmonyOS");

  boolean isPhone() {
    return PHONE.matcher(userAgent).find();
  }

  @Override
  public String toString() {
    return "PayerDevice[" + address + "]";
  }
}
