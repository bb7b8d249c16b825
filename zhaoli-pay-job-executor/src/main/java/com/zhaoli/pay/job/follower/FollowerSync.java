package com.zhaoli.pay.job.follower;

import com.zhaoli.pay.common.client.wechat.FollowerInternalApi;
import com.zhaoli.pay.common.client.wechat.FollowerSyncRequest;
import com.zhaoli.pay.common.client.wechat.FollowerSyncResult;
import com.zhaoli.pay.job.executor.JobFailedException;
import com.zhaoli.pay.job.executor.JobHandler;
import com.zhaoli.pay.job.executor.JobRun;
import feign.FeignException;
import org.springframework.stereotype.Component;

/**
 * Has wechat-mp-service compare all followers with WeChat: of every official account, or of the one
 * whose app id the parameter is. It only begins the work; where it is under way, nothing is begun.
 */
@Component
class FollowerSync implements JobHandler {
  private final FollowerInternalApi followers;

  FollowerSync(FollowerInternalApi followers) {
    this.followers = followers;
  }

  @Override
  public String name() {
    return "followerSync";
  }

  @Override
  public String run(JobRun run) {
    if (run.shardIndex() > 0) {
      return "The first shard does it.";
    }
    String account = run.parameter().strip();
    FollowerSyncResult result = begin(new FollowerSyncRequest(account.isEmpty() ? null : account));
    if (result.runs().isEmpty()) {
      throw new JobFailedException("No official account is configured.");
    }
    result
        .runs()
        .forEach(
            one ->
                run.log()
                    .accept(
                        one.runNo()
                            + " of "
                            + one.account()
                            + (one.begun() ? " is begun." : " was under way.")));
    long begun = result.runs().stream().filter(FollowerSyncResult.Run::begun).count();
    return begun + " begun, " + (result.runs().size() - begun) + " under way before.";
  }

  private FollowerSyncResult begin(FollowerSyncRequest request) {
    try {
      return followers.sync(request);
    } catch (FeignException e) {
      throw new JobFailedException("wechat-mp-service did not begin: " + e.getMessage(), e);
    }
  }
}
