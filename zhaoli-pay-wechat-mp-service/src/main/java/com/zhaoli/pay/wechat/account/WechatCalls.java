package com.zhaoli.pay.wechat.account;

import com.zhaoli.pay.common.error.ApiException;
import java.io.IOException;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.error.WxRuntimeException;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.enums.WxMpApiUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of WeChat's server API with JSON, each made once. An access token that WeChat refuses is
 * replaced, and the call repeated with the new one.
 */
@Component
public class WechatCalls {
  /** WxJava's errcode for an answer without one. */
  private static final int NO_ERRCODE = -99;

  private final JsonMapper json;

  WechatCalls(JsonMapper json) {
    this.json = json;
  }

  /** Reads something; the query comes without the token. */
  public JsonNode get(OfficialAccount account, WxMpApiUrl call, @Nullable String query)
      throws WechatRefusal, WechatSilence {
    return call(account, service -> service.get(call, query));
  }

  /** Posts JSON and reads the answer. */
  public JsonNode post(OfficialAccount account, WxMpApiUrl call, String body)
      throws WechatRefusal, WechatSilence {
    return call(account, service -> service.post(call, body));
  }

  /** The same for calls that are answered with nothing but errcode 0. */
  public void change(OfficialAccount account, WxMpApiUrl call, String body)
      throws WechatRefusal, WechatSilence {
    if (post(account, call, body).path("errcode").asInt(NO_ERRCODE) != 0) {
      throw new WechatSilence("the answer has no errcode");
    }
  }

  private interface Call {
    String on(WxMpService service) throws WxErrorException;
  }

  private JsonNode call(OfficialAccount account, Call call) throws WechatRefusal, WechatSilence {
    try {
      return read(call.on(account.service()));
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

  JsonNode read(String answer) throws WechatSilence {
    try {
      return json.readTree(answer);
    } catch (JacksonException e) {
      throw new WechatSilence("the answer is no JSON");
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
