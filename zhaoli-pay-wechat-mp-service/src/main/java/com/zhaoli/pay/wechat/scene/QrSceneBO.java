package com.zhaoli.pay.wechat.scene;

import com.zhaoli.pay.common.client.wechat.QrPurpose;
import java.time.Instant;

/** What the scan of a QR code means. */
public record QrSceneBO(String scene, QrPurpose purpose, String businessId, Instant expiresAt) {}
