package com.zhaoli.pay.sdk.key;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.http.ApiCaller;
import com.zhaoli.pay.sdk.json.JsonBody;
import java.time.Duration;
import java.util.List;

/**
 * The keys of the app that signs the calls. Every method throws a {@link ZhaoliPayException} whose
 * subclass says what to do. Safe for many threads.
 */
public final class Keys {

  private static final String PATH = "/openapi/v1/keys";
  private static final byte[] NO_BODY = new byte[0];

  private final ApiCaller api;

  public Keys(ApiCaller api) {
    this.api = api;
  }

  /** The keys in force, the newest first, and then ended ones. */
  public List<AppKey> list() {
    return api.get(PATH, json -> json.objects("items").stream().map(AppKey::of).toList());
  }

  /**
   * Makes a new key, whose secret only this answer holds; the one before stays in force for a day.
   * It is sent once: after an {@link OutcomeUnknownException} look at {@link #list()} with the old
   * key, {@link #revoke} a new one whose secret got lost, and rotate again.
   */
  public NewAppKey rotate() {
    return api.postOnce(PATH, NO_BODY, NewAppKey::of);
  }

  /**
   * The same with an overlap of the caller's. With none the key that signs this very call ends at
   * once: a lost answer then locks the app out.
   *
   * @param overlap nothing to seven days, in whole seconds
   * @throws IllegalArgumentException when the overlap is none of those
   */
  public NewAppKey rotate(Duration overlap) {
    return api.postOnce(
        PATH,
        new JsonBody().with("overlapSeconds", Checks.overlapSeconds(overlap)).toBytes(),
        NewAppKey::of);
  }

  /** Ends a key at once. KEY_IS_LAST for the last one in force. */
  public void revoke(String keyId) {
    api.delete(PATH + ApiCaller.segment("keyId", keyId));
  }
}
