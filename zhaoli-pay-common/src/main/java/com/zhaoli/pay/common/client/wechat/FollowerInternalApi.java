package com.zhaoli.pay.common.client.wechat;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Followers at wechat-mp-service. Errors arrive as {@code FeignException}. */
@FeignClient(name = "zhaoli-pay-wechat-mp-service", contextId = "followerInternalApi")
public interface FollowerInternalApi {

  /**
   * Begins to compare all followers with WeChat; an account where that is under way is not begun
   * again. Answers at once. 404 when the account is not known.
   */
  @PostMapping("/internal/v1/followers/sync")
  FollowerSyncResult sync(@RequestBody FollowerSyncRequest request);
}
