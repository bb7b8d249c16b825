package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.message.GuardedSend;
import com.zhaoli.pay.wechat.message.SendOutcome;
import java.util.Set;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage.WxArticle;
import org.springframework.stereotype.Component;

/** One call of message/custom/send. WeChat allows it for a while after a follower's act. */
@Component
class CustomerService {
  /** -1 busy, the access token, 45009 the day's quota, 45011 too often: may pass later. */
  private static final Set<Integer> PASSING = Set.of(-1, 40001, 40014, 42001, 45009, 45011);

  private final OfficialAccounts accounts;
  private final GuardedSend guarded;

  CustomerService(OfficialAccounts accounts, GuardedSend guarded) {
    this.accounts = accounts;
    this.guarded = guarded;
  }

  /** Sends from the account to which the follower spoke. */
  SendOutcome send(FollowerAct act, Reply reply) {
    OfficialAccount account;
    try {
      account = accounts.require(act.account());
    } catch (ApiException e) {
      String problem = "the account " + act.account() + " cannot be used: " + e.code();
      return e.code() == ErrorCode.WECHAT_ACCOUNT_NOT_FOUND
          ? new SendOutcome.Misconfigured(null, problem)
          : new SendOutcome.NotSent(null, problem);
    }
    WxMpKefuMessage message = message(act.openid(), reply);
    return guarded.send(
        account,
        CustomerService::outcomeOf,
        service -> {
          service.getKefuService().sendKefuMessage(message);
          return null;
        });
  }

  /**
   * All but the passing ones are for good: 45015 the follower's last act is too long ago, 45047 too
   * many after it, 40003, 43004 no follower, and what is wrong with the message itself.
   */
  private static SendOutcome outcomeOf(int errcode) {
    String problem = "WeChat answered errcode " + errcode;
    return PASSING.contains(errcode)
        ? new SendOutcome.NotSent(errcode, problem)
        : new SendOutcome.Refused(errcode, problem);
  }

  private static WxMpKefuMessage message(String openid, Reply reply) {
    if (reply instanceof Reply.Text text) {
      return WxMpKefuMessage.TEXT().toUser(openid).content(text.content()).build();
    }
    if (reply instanceof Reply.Picture picture) {
      return WxMpKefuMessage.IMAGE().toUser(openid).mediaId(picture.mediaId()).build();
    }
    Reply.News news = (Reply.News) reply;
    WxArticle article = new WxArticle();
    article.setTitle(news.title());
    article.setDescription(news.description());
    article.setPicUrl(news.picUrl());
    article.setUrl(news.url());
    return WxMpKefuMessage.NEWS().toUser(openid).addArticle(article).build();
  }
}
