package com.zhaoli.pay.wechat.follower;

import org.jspecify.annotations.Nullable;

/**
 * A follower whom a change is about. Does not print who it is.
 *
 * @param errcode with which WeChat refused it; null unless it did
 */
public record ChangedFollower(String openid, State state, @Nullable Integer errcode) {

  /** What became of the change for one follower. */
  public enum State {
    /** Not made, or not yet. */
    PENDING,
    DONE,
    REFUSED
  }

  @Override
  public String toString() {
    return "ChangedFollower[" + state + "]";
  }
}
