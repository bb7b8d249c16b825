package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.follower.internal.FollowerStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Who follows our accounts, as events and syncs tell it. */
@Service
public class Followers {
  private final FollowerStore store;
  private final FollowerActs acts;

  Followers(FollowerStore store, FollowerActs acts) {
    this.store = store;
    this.acts = acts;
  }

  /** Somebody acted then, as only followers do; stored within a second. */
  public void acted(String appId, String openid, Instant at) {
    acts.note(appId, openid, at);
  }

  /**
   * One follower.
   *
   * @throws ApiException FOLLOWER_NOT_FOUND
   */
  public FollowerBO get(String appId, String openid) {
    return store
        .find(appId, openid)
        .orElseThrow(() -> new ApiException(ErrorCode.FOLLOWER_NOT_FOUND));
  }

  /**
   * Followers, those found last first.
   *
   * @param state only those in it
   * @param blocked only those on the block list
   * @param after only those with smaller ids
   */
  public List<FollowerBO> page(
      String appId,
      @Nullable FollowerState state,
      boolean blocked,
      @Nullable Long after,
      int limit) {
    return store.page(appId, state, blocked, beforeOf(after), limit);
  }

  /** Those who have this tag. */
  public List<FollowerBO> pageOfTag(String appId, int tagId, @Nullable Long after, int limit) {
    return store.pageOfTag(appId, tagId, beforeOf(after), limit);
  }

  /** Those of these openids, at most 500. */
  public List<FollowerBO> among(
      String appId, List<String> openids, @Nullable Long after, int limit) {
    return store.among(appId, openids, beforeOf(after), limit);
  }

  private static long beforeOf(@Nullable Long after) {
    return Objects.requireNonNullElse(after, Long.MAX_VALUE);
  }
}
