package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.reply.Reply;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import me.chanjar.weixin.mp.bean.message.WxMpXmlOutMessage;
import me.chanjar.weixin.mp.bean.message.WxMpXmlOutNewsMessage;
import org.jspecify.annotations.Nullable;

/** The messages with which pushes are answered, as WeChat reads them. */
final class PassiveReplies {
  private static final String CDATA_END = "]]>";

  private PassiveReplies() {}

  /** The XML of a reply to the sender of a message, encrypted if the message came so. */
  static String xml(OfficialAccount account, Reply reply, WxMpXmlMessage to, boolean encrypted) {
    WxMpXmlOutMessage message = message(reply, to);
    return encrypted
        ? message.toEncryptedXml(account.service().getWxMpConfigStorage())
        : message.toXml();
  }

  static WxMpXmlOutMessage message(Reply reply, WxMpXmlMessage to) {
    if (reply instanceof Reply.Text text) {
      return WxMpXmlOutMessage.TEXT()
          .content(safe(text.content()))
          .fromUser(to.getToUser())
          .toUser(to.getFromUser())
          .build();
    }
    if (reply instanceof Reply.Picture picture) {
      return WxMpXmlOutMessage.IMAGE()
          .mediaId(safe(picture.mediaId()))
          .fromUser(to.getToUser())
          .toUser(to.getFromUser())
          .build();
    }
    Reply.News news = (Reply.News) reply;
    WxMpXmlOutNewsMessage.Item item = new WxMpXmlOutNewsMessage.Item();
    item.setTitle(safe(news.title()));
    item.setDescription(safe(news.description()));
    item.setPicUrl(safe(news.picUrl()));
    item.setUrl(safe(news.url()));
    return WxMpXmlOutMessage.NEWS()
        .addArticle(item)
        .fromUser(to.getToUser())
        .toUser(to.getFromUser())
        .build();
  }

  /**
   * WxJava puts texts between CDATA marks as they are: an end mark inside is split over two
   * sections, so that nobody who is quoted writes elements of ours.
   */
  private static String safe(@Nullable String text) {
    return text == null ? "" : text.replace(CDATA_END, "]]]]><![CDATA[>");
  }
}
