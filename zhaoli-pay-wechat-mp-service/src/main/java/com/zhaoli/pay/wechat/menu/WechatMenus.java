package com.zhaoli.pay.wechat.menu;

import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.WechatCalls;
import com.zhaoli.pay.wechat.account.WechatRefusal;
import com.zhaoli.pay.wechat.account.WechatSilence;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import me.chanjar.weixin.mp.enums.WxMpApiUrl;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** WeChat's menu calls. */
@Component
class WechatMenus {
  private final WechatCalls calls;
  private final MenuJson json;

  WechatMenus(WechatCalls calls, MenuJson json) {
    this.calls = calls;
    this.json = json;
  }

  /** What WeChat shows now; nothing where the account has no menu. */
  LiveAtWechat live(OfficialAccount account) throws WechatRefusal, WechatSilence {
    try {
      return MenuJson.live(calls.get(account, WxMpApiUrl.Menu.MENU_GET, null));
    } catch (WechatRefusal e) {
      if (e.errcode() == MenuErrcodes.NO_MENU) {
        return new LiveAtWechat(List.of(), List.of());
      }
      throw e;
    }
  }

  /** Replaces the default menu. */
  void create(OfficialAccount account, List<MenuButton> buttons)
      throws WechatRefusal, WechatSilence {
    String body = json.forWechat(buttons, null);
    calls.change(account, WxMpApiUrl.Menu.MENU_CREATE, body);
  }

  /** Adds a conditional menu, which goes before those that are there. */
  void add(OfficialAccount account, ConditionalMenu menu) throws WechatRefusal, WechatSilence {
    String body = json.forWechat(menu.buttons(), Objects.requireNonNull(menu.rule()));
    JsonNode answer = calls.post(account, WxMpApiUrl.Menu.MENU_ADDCONDITIONAL, body);
    if (answer.path("menuid").asString("").isEmpty()) {
      throw new WechatSilence("the answer has no menuid");
    }
  }

  /** Takes a conditional menu away; one that is gone already is no problem. */
  void remove(OfficialAccount account, String menuId) throws WechatRefusal, WechatSilence {
    String body = json.forWechat(Map.of("menuid", menuId));
    try {
      calls.change(account, WxMpApiUrl.Menu.MENU_DELCONDITIONAL, body);
    } catch (WechatRefusal e) {
      if (e.errcode() != MenuErrcodes.NO_SUCH_CONDITIONAL_MENU) {
        throw e;
      }
    }
  }

  /** The menu that this follower sees. */
  List<MenuButton> seenBy(OfficialAccount account, String openid)
      throws WechatRefusal, WechatSilence {
    String body = json.forWechat(Map.of("user_id", openid));
    JsonNode answer = calls.post(account, WxMpApiUrl.Menu.MENU_TRYMATCH, body);
    JsonNode menu = answer.has("menu") ? answer.path("menu") : answer;
    return MenuJson.buttons(menu.path("button"));
  }
}
