package com.zhaoli.pay.wechat.follower;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who follows an account, or did.
 *
 * @param id grows with each that becomes known
 * @param stateAt the latest time of which the state is known
 * @param scene WeChat's word for the way by which they came
 * @param remark empty where there is none
 * @param toldAt when WeChat was asked about them last
 */
public record FollowerBO(
    long id,
    String account,
    String openid,
    @Nullable String unionid,
    FollowerState state,
    Instant stateAt,
    @Nullable Instant followedAt,
    @Nullable String scene,
    @Nullable String qrScene,
    String remark,
    boolean blocked,
    List<Integer> tagIds,
    Instant firstSeenAt,
    @Nullable Instant lastActAt,
    @Nullable Instant toldAt) {}
