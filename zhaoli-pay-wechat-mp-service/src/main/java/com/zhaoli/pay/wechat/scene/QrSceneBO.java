package com.zhaoli.pay.wechat.scene;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the scan of a QR code means.
 *
 * @param appId the account whose code it is
 * @param businessId what the scan is reported with; of a permanent code what an operator said that
 *     it is about, perhaps nothing
 * @param expiresAt null for a permanent code
 * @param tagId the tag that a follower gets who scans it
 */
public record QrSceneBO(
    String appId,
    String scene,
    ScenePurpose purpose,
    String businessId,
    SceneState state,
    @Nullable Instant expiresAt,
    @Nullable Integer tagId) {

  /** Whether something comes of a scan at this time. */
  public boolean isInForce(Instant at) {
    return state.isInForce() && (expiresAt == null || at.isBefore(expiresAt));
  }
}
