package com.zhaoli.pay.wechat.scene;

import com.zhaoli.pay.common.client.wechat.QrPurpose;
import java.time.Instant;

/**
 * What the scan of a QR code means.
 *
 * @param appId the account whose code it is
 */
public record QrSceneBO(
    String appId, String scene, QrPurpose purpose, String businessId, Instant expiresAt) {}
