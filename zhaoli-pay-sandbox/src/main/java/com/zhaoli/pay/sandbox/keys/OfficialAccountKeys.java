package com.zhaoli.pay.sandbox.keys;

import com.zhaoli.pay.common.crypto.Secret;
import java.util.Map;

/**
 * One official account.
 *
 * @param token the secret of the event signatures
 * @param aesKey the EncodingAESKey of 43 characters, with which events are encrypted
 * @param originalId the account's own user name, {@code gh_...}
 * @param sceneByTemplateId the message scene that each template serves
 */
public record OfficialAccountKeys(
    String appId,
    Secret appSecret,
    Secret token,
    Secret aesKey,
    String originalId,
    Map<String, String> sceneByTemplateId) {
  public OfficialAccountKeys {
    sceneByTemplateId = Map.copyOf(sceneByTemplateId);
  }
}
