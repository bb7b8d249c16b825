package com.zhaoli.pay.wechat.follower;

import java.util.List;

/**
 * Whom a change is about, as far as it is shown at once.
 *
 * @param followers the first of all, by their openids
 * @param refusals the first of those for whom WeChat refused it
 */
public record ChangeDetails(List<ChangedFollower> followers, List<ChangedFollower> refusals) {}
