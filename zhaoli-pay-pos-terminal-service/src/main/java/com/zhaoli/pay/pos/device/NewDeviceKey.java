package com.zhaoli.pay.pos.device;

import com.zhaoli.pay.common.crypto.Secret;

/** A key for a device, with its secret. */
public record NewDeviceKey(String keyId, Secret secret) {}
