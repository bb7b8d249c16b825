package com.zhaoli.pay.sandbox.officialaccount;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A WeChat user who follows the account, or did.
 *
 * @param since when the user began to follow, or left
 * @param tagIds in the order in which they were given
 * @param scene the scene of the QR code by which the user came
 * @param blocked null, as in journals of former times, is no
 */
record Follower(
    String openid,
    boolean follows,
    Instant since,
    @Nullable String remark,
    @Nullable List<Integer> tagIds,
    @Nullable String scene,
    @Nullable Boolean blocked) {

  static Follower from(String openid, Instant since, @Nullable String scene) {
    return new Follower(openid, true, since, null, null, scene, null);
  }

  /** Who leaves loses remark and tags. */
  Follower left(Instant at) {
    return new Follower(openid, false, at, null, null, null, blocked);
  }

  /** Who comes back stays on the block list. */
  Follower back(Instant at, @Nullable String newScene) {
    return new Follower(openid, true, at, null, null, newScene, blocked);
  }

  Follower remarked(String newRemark) {
    return new Follower(openid, follows, since, newRemark, tagIds, scene, blocked);
  }

  Follower tagged(int tagId) {
    List<Integer> others = untagged(tagId).tags();
    return withTags(Stream.concat(others.stream(), Stream.of(tagId)).toList());
  }

  Follower untagged(int tagId) {
    return withTags(tags().stream().filter(id -> id != tagId).toList());
  }

  Follower withBlock(boolean isBlocked) {
    return new Follower(openid, follows, since, remark, tagIds, scene, isBlocked);
  }

  List<Integer> tags() {
    return Objects.requireNonNullElse(tagIds, List.of());
  }

  boolean onBlockList() {
    return Boolean.TRUE.equals(blocked);
  }

  private Follower withTags(List<Integer> ids) {
    return new Follower(openid, follows, since, remark, ids, scene, blocked);
  }
}
