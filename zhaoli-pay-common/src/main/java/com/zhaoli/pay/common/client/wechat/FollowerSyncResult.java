package com.zhaoli.pay.common.client.wechat;

import java.util.List;

/** The comparisons that are under way now. */
public record FollowerSyncResult(List<Run> runs) {

  /**
   * One of them.
   *
   * @param account the app id of the official account
   * @param begun false when it was under way before
   */
  public record Run(String runNo, String account, boolean begun) {}
}
