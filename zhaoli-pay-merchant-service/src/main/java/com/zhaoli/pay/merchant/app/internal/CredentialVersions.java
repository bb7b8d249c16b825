package com.zhaoli.pay.merchant.app.internal;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * The version of each app's credentials in Redis, where the gateways compare it with that of what
 * they know. The braces are a hash tag: a cluster keeps an app's keys in one slot.
 */
@Component
public class CredentialVersions {
  private final StringRedisTemplate redis;

  CredentialVersions(StringRedisTemplate redis) {
    this.redis = redis;
  }

  /** Makes what the gateways know of the app out of date. */
  public void raise(String appId) {
    redis.opsForValue().increment("zhaoli:gateway:credential-version:{" + appId + "}");
  }
}
