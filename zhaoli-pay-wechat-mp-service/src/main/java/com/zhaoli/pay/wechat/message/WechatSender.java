package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.wechat.account.OfficialAccount;
import java.util.Map;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateData;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateMessage;
import org.springframework.stereotype.Component;

/** One call of message/template/send. */
@Component
class WechatSender {
  private final GuardedSend guarded;

  WechatSender(GuardedSend guarded) {
    this.guarded = guarded;
  }

  SendOutcome send(
      OfficialAccount account,
      String openid,
      String templateId,
      String clientMsgId,
      Map<String, String> data) {
    WxMpTemplateMessage message = message(openid, templateId, clientMsgId, data);
    return guarded.send(
        account,
        Errcodes::outcomeOf,
        service -> service.getTemplateMsgService().sendTemplateMsg(message));
  }

  private static WxMpTemplateMessage message(
      String openid, String templateId, String clientMsgId, Map<String, String> data) {
    WxMpTemplateMessage message =
        WxMpTemplateMessage.builder()
            .toUser(openid)
            .templateId(templateId)
            .clientMsgId(clientMsgId)
            .build();
    data.forEach((keyword, value) -> message.addData(new WxMpTemplateData(keyword, value)));
    return message;
  }
}
