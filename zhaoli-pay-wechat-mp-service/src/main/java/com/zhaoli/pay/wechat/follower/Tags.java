package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.WechatRefusal;
import com.zhaoli.pay.wechat.account.WechatSilence;
import com.zhaoli.pay.wechat.follower.internal.TagStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The tags of our accounts, as WeChat told them last. */
@Service
public class Tags {
  private final WechatFollowers wechat;
  private final TagStore store;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Tags(WechatFollowers wechat, TagStore store, TransactionTemplate transaction, Clock clock) {
    this.wechat = wechat;
    this.store = store;
    this.transaction = transaction;
    this.clock = clock;
  }

  public List<TagBO> of(String account) {
    return store.of(account);
  }

  /**
   * Asks WeChat.
   *
   * @throws ApiException WECHAT_REFUSED, WECHAT_UNAVAILABLE
   */
  public List<TagBO> refresh(String account) {
    Instant askedAt = clock.instant();
    try {
      List<TagBO> told = wechat.tags(account, askedAt);
      transaction.executeWithoutResult(tx -> store.refresh(account, told, askedAt));
    } catch (WechatSilence e) {
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    } catch (WechatRefusal e) {
      throw new ApiException(
          ErrorCode.WECHAT_REFUSED,
          Map.of(
              "errcode",
              String.valueOf(e.errcode()),
              "problem",
              FollowerErrcodes.inWords(e.errcode())));
    }
    return of(account);
  }
}
