package com.zhaoli.pay.gateway.openapi;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The version of every app's credentials, as a test sets it. */
final class Versions extends CredentialVersions {

  final AtomicInteger read = new AtomicInteger();
  volatile long current;

  Versions() {
    super(new StringRedisTemplate());
  }

  @Override
  long current(String appId) {
    read.incrementAndGet();
    return current;
  }
}
