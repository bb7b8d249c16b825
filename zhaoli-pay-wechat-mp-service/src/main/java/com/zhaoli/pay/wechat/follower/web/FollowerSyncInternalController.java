package com.zhaoli.pay.wechat.follower.web;

import com.zhaoli.pay.common.client.wechat.FollowerSyncRequest;
import com.zhaoli.pay.common.client.wechat.FollowerSyncResult;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.follower.FollowerSyncs;
import com.zhaoli.pay.wechat.follower.FollowerSyncs.Begun;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FollowerSyncInternalController {
  private final FollowerSyncs syncs;
  private final OfficialAccounts accounts;

  FollowerSyncInternalController(FollowerSyncs syncs, OfficialAccounts accounts) {
    this.syncs = syncs;
    this.accounts = accounts;
  }

  @PostMapping("/internal/v1/followers/sync")
  FollowerSyncResult begin(@RequestBody FollowerSyncRequest request) {
    List<OfficialAccount> wanted =
        request.account() == null ? accounts.all() : List.of(accounts.require(request.account()));
    return new FollowerSyncResult(wanted.stream().map(this::begin).toList());
  }

  private FollowerSyncResult.Run begin(OfficialAccount account) {
    Begun begun = syncs.begin(account.appId(), FollowerSyncs.JOB);
    return new FollowerSyncResult.Run(begun.run().runNo(), account.appId(), begun.begun());
  }
}
