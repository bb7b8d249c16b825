package com.zhaoli.pay.gateway.openapi;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * The version of each app's credentials in Redis, which merchant-service counts up after every
 * change of them. An app without one has version 0.
 */
@Component
class CredentialVersions {

  /** Stands for a version that could not be read; no app ever has it. */
  static final long UNREAD = -1;

  private static final Logger log = LoggerFactory.getLogger(CredentialVersions.class);

  private final StringRedisTemplate redis;

  CredentialVersions(StringRedisTemplate redis) {
    this.redis = redis;
  }

  /** The braces put it on one node of a cluster with the app's other keys. */
  static String key(String appId) {
    return "zhaoli:gateway:credential-version:{" + appId + "}";
  }

  /** The version now, or {@link #UNREAD}: what is loaded at that is never accepted unasked. */
  long current(String appId) {
    try {
      String version = redis.opsForValue().get(key(appId));
      return version == null ? 0 : Long.parseLong(version);
    } catch (DataAccessException | NumberFormatException e) {
      log.warn("The version of {}'s credentials cannot be read: {}", appId, e.toString());
      return UNREAD;
    }
  }
}
