package com.zhaoli.pay.notify.lua;

import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.script.RedisScript;

/** The scripts under {@code lua/} on the class path. */
public final class LuaScripts {
  private LuaScripts() {}

  /** One that answers a list; it is read at its first use. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static RedisScript<List<?>> answeringList(String name) {
    return (RedisScript) RedisScript.of(new ClassPathResource("lua/" + name), List.class);
  }
}
