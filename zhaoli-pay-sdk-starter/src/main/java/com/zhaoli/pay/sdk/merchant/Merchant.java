package com.zhaoli.pay.sdk.merchant;

import com.zhaoli.pay.sdk.json.JsonObject;

/**
 * Who the keys belong to.
 *
 * @param status the platform's word, such as {@code APPROVED}
 */
public record Merchant(String merchantNo, String name, String status) {

  /** Reads the platform's answer. */
  public static Merchant of(JsonObject json) {
    return new Merchant(json.text("merchantNo"), json.text("name"), json.text("status"));
  }
}
