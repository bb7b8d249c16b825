package com.zhaoli.pay.wechat.menu;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.error.WxRuntimeException;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.enums.WxMpApiUrl;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * WeChat's menu calls, each made once. An access token that WeChat refuses is replaced, and the
 * call repeated with the new one.
 */
@Component
class WechatMenus {
  /** WxJava's errcode for an answer without one. */
  private static final int NO_ERRCODE = -99;

  private final MenuJson json;

  WechatMenus(MenuJson json) {
    this.json = json;
  }

  /** What WeChat shows now; nothing where the account has no menu. */
  LiveAtWechat live(OfficialAccount account) throws WechatRefusal, WechatSilence {
    try {
      return MenuJson.live(call(account, service -> service.get(WxMpApiUrl.Menu.MENU_GET, null)));
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
    done(call(account, service -> service.post(WxMpApiUrl.Menu.MENU_CREATE, body)));
  }

  /** Adds a conditional menu, which goes before those that are there. */
  void add(OfficialAccount account, ConditionalMenu menu) throws WechatRefusal, WechatSilence {
    String body = json.forWechat(menu.buttons(), Objects.requireNonNull(menu.rule()));
    JsonNode answer =
        call(account, service -> service.post(WxMpApiUrl.Menu.MENU_ADDCONDITIONAL, body));
    if (answer.path("menuid").asString("").isEmpty()) {
      throw new WechatSilence("the answer has no menuid");
    }
  }

  /** Takes a conditional menu away; one that is gone already is no problem. */
  void remove(OfficialAccount account, String menuId) throws WechatRefusal, WechatSilence {
    String body = json.forWechat(Map.of("menuid", menuId));
    try {
      done(call(account, service -> service.post(WxMpApiUrl.Menu.MENU_DELCONDITIONAL, body)));
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
    JsonNode answer = call(account, service -> service.post(WxMpApiUrl.Menu.MENU_TRYMATCH, body));
    JsonNode menu = answer.has("menu") ? answer.path("menu") : answer;
    return MenuJson.buttons(menu.path("button"));
  }

  private interface Call {
    String on(WxMpService service) throws WxErrorException;
  }

  private JsonNode call(OfficialAccount account, Call call) throws WechatRefusal, WechatSilence {
    try {
      return json.answer(call.on(account.service()));
    } catch (ApiException e) {
      throw new WechatSilence("the official account has no credentials");
    } catch (WxErrorException e) {
      if (e.getCause() instanceof IOException || e.getError().getErrorCode() == NO_ERRCODE) {
        throw new WechatSilence("no answer: " + rootOf(e));
      }
      throw new WechatRefusal(e.getError().getErrorCode());
    } catch (WxRuntimeException | DataAccessException e) {
      throw new WechatSilence("no access token: " + rootOf(e));
    }
  }

  private static void done(JsonNode answer) throws WechatSilence {
    if (answer.path("errcode").asInt(NO_ERRCODE) != 0) {
      throw new WechatSilence("the answer has no errcode");
    }
  }

  private static String rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName();
  }
}
