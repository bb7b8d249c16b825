package com.zhaoli.pay.wechat.menu.internal;

import com.zhaoli.pay.wechat.menu.LiveMenuBO;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is live, in Redis for all instances. An entry is replaced by one of its own or a later
 * revision only: who read the database before a publication cannot undo what came after it.
 */
@Repository
public class LiveMenuCache {
  private static final String PREFIX = "zhaoli:wechat:menu:live:";

  private static final RedisScript<Long> PUT =
      RedisScript.of(
          """
          local known = redis.call('HGET', KEYS[1], 'revision')
          if known and tonumber(known) > tonumber(ARGV[1]) then
            return 0
          end
          redis.call('HSET', KEYS[1], 'revision', ARGV[1], 'live', ARGV[2])
          redis.call('PEXPIRE', KEYS[1], ARGV[3])
          return 1
          """,
          Long.class);

  private final StringRedisTemplate redis;
  private final JsonMapper json;

  LiveMenuCache(StringRedisTemplate redis, JsonMapper json) {
    this.redis = redis;
    this.json = json;
  }

  /**
   * What is known of an account.
   *
   * @param live null where nothing was published on it yet
   */
  public record Entry(@Nullable LiveMenuBO live) {}

  /**
   * Empty when nothing is known, or what stands there cannot be read.
   *
   * @throws DataAccessException when Redis does not answer
   */
  public Optional<Entry> find(String account) {
    Object text = redis.opsForHash().get(PREFIX + account, "live");
    try {
      return text == null
          ? Optional.empty()
          : Optional.of(json.readValue(text.toString(), Entry.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps it unless something later is there.
   *
   * @throws DataAccessException when Redis does not answer
   */
  public void put(String account, Entry entry, Duration life) {
    long revision = entry.live() == null ? 0 : entry.live().revision();
    redis.execute(
        PUT,
        List.of(PREFIX + account),
        String.valueOf(revision),
        json.writeValueAsString(entry),
        String.valueOf(life.toMillis()));
  }
}
