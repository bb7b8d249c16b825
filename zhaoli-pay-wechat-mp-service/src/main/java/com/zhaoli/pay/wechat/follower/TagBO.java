package com.zhaoli.pay.wechat.follower;

import java.time.Instant;

/**
 * A tag of an account.
 *
 * @param followers as WeChat counted them when it was asked last
 */
public record TagBO(int tagId, String name, int followers, Instant refreshedAt) {
  /** WeChat's own tags have the numbers 0 to 2. */
  private static final int LAST_OF_WECHAT = 2;

  /** Whether it is one of WeChat's own, which cannot be renamed nor deleted. */
  public boolean isSystem() {
    return tagId <= LAST_OF_WECHAT;
  }
}
