package com.zhaoli.pay.notify.webhook;

import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Keeps to the number of calls a second that a merchant wants its endpoint to get, over all
 * instances together. Where Redis is away the endpoint is called: a merchant that hears too quickly
 * is better off than one that hears nothing.
 */
@Component
class EndpointPace {
  private static final Logger log = LoggerFactory.getLogger(EndpointPace.class);
  private static final String PREFIX = "zhaoli:notify:pace:";

  private final StringRedisTemplate redis;
  private final RedisScript<Long> pace =
      RedisScript.of(new ClassPathResource("lua/pace.lua"), Long.class);

  EndpointPace(StringRedisTemplate redis) {
    this.redis = redis;
  }

  /**
   * Takes a call from what the endpoint wants; null when it may be made, else when to ask again.
   */
  @Nullable Duration waitBeforeCall(WebhookEndpointBO endpoint) {
    Integer limit = endpoint.maxPerSecond();
    if (limit == null) {
      return null;
    }
    try {
      Long millis = redis.execute(pace, List.of(PREFIX + endpoint.endpointNo()), limit.toString());
      return millis == null || millis == 0 ? null : Duration.ofMillis(millis);
    } catch (DataAccessException e) {
      log.debug("Redis does not say whether an endpoint may be called", e);
      return null;
    }
  }
}
