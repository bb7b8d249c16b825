package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.account.WechatRefusal;
import com.zhaoli.pay.wechat.account.WechatSilence;
import com.zhaoli.pay.wechat.event.TagGiver;
import com.zhaoli.pay.wechat.follower.internal.FollowerStore;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives who scanned a QR code its tag, by the same call and with the same effect on our list as the
 * change of an operator. It waits behind none of these, and is tried again as long as its event.
 */
@Component
class ScannedTags implements TagGiver {
  private static final Logger log = LoggerFactory.getLogger(ScannedTags.class);

  private final WechatFollowers wechat;
  private final FollowerStore followers;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ScannedTags(
      WechatFollowers wechat,
      FollowerStore followers,
      TransactionTemplate transaction,
      Clock clock) {
    this.wechat = wechat;
    this.followers = followers;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Outcome give(String appId, int tagId, String openid) {
    List<String> openids = List.of(openid);
    try {
      wechat.tag(appId, tagId, openids);
    } catch (WechatSilence e) {
      return Outcome.UNKNOWN;
    } catch (WechatRefusal e) {
      if (FollowerErrcodes.mayPass(e.errcode()) || e.errcode() == FollowerErrcodes.DAY_IS_USED_UP) {
        return Outcome.UNKNOWN;
      }
      log.warn(
          "{} gets no tag {}: {}",
          Openids.masked(openid),
          tagId,
          FollowerErrcodes.inWords(e.errcode()));
      return Outcome.REFUSED;
    }
    transaction.executeWithoutResult(
        tx -> followers.tagged(appId, tagId, openids, clock.instant()));
    return Outcome.GIVEN;
  }
}
