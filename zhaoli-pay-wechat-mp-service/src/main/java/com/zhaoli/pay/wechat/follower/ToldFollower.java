package com.zhaoli.pay.wechat.follower;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What WeChat tells of somebody when it is asked.
 *
 * @param follows without it, the rest but the openid says nothing
 * @param followedAt the last beginning, by WeChat's clock
 */
public record ToldFollower(
    String openid,
    boolean follows,
    @Nullable String unionid,
    Instant followedAt,
    @Nullable String scene,
    @Nullable String qrScene,
    String remark,
    List<Integer> tagIds) {}
