package com.zhaoli.pay.wechat.account;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import me.chanjar.weixin.common.api.WxConsts;
import me.chanjar.weixin.common.bean.WxAccessToken;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.config.WxMpConfigStorage;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * WxJava without its repetition of errcode -1, which sleeps in the calling thread and ends in an
 * exception that no longer tells the code: who calls us repeats. And without its way to the access
 * token, in which waiters ask again for what another just got, fail while WeChat takes more than
 * three seconds, and are held up for a minute by an instance that died: {@link SharedAccessToken}
 * has none of this. A call whose token WeChat refuses is made once more with the next one.
 */
final class SingleTryWxMpService extends WxMpServiceImpl {
  private final SharedAccessToken token;

  SingleTryWxMpService(
      WxMpConfigStorage config,
      StringRedisTemplate redis,
      String redisPrefix,
      Duration asking,
      MeterRegistry meters) {
    setWxMpConfigStorage(config);
    this.token =
        new SharedAccessToken(redis, redisPrefix, config.getAppId(), this::ask, asking, meters);
  }

  SharedAccessToken token() {
    return token;
  }

  /** Never refreshes by force, which ends the token that all others use. */
  @Override
  public String getAccessToken(boolean forceRefresh) throws WxErrorException {
    return token.get();
  }

  @Override
  public <T, E> T execute(RequestExecutor<T, E> executor, String uri, E data)
      throws WxErrorException {
    String used = token.get();
    try {
      return executed(executor, uri, data, used);
    } catch (WxErrorException e) {
      if (!WxConsts.ACCESS_TOKEN_ERROR_CODES.contains(e.getError().getErrorCode())) {
        throw e;
      }
      token.refused(used);
      return executed(executor, uri, data, token.get());
    }
  }

  private static <T, E> T executed(
      RequestExecutor<T, E> executor, String uri, E data, String accessToken)
      throws WxErrorException {
    String address = uri + (uri.contains("?") ? "&" : "?") + "access_token=" + accessToken;
    try {
      return executor.execute(address, data, WxType.MP);
    } catch (IOException e) {
      throw new WxErrorException(e);
    }
  }

  private WxAccessToken ask() throws WxErrorException {
    String answer;
    WxError error;
    WxAccessToken given;
    try {
      answer = doGetStableAccessTokenRequest(false);
      error = WxError.fromJson(answer, WxType.MP);
      given = WxAccessToken.fromJson(answer);
    } catch (IOException e) {
      throw new WxErrorException(e);
    } catch (RuntimeException e) {
      throw new WxErrorException(new IOException("the answer is no access token", e));
    }
    if (error.getErrorCode() != 0) {
      throw new WxErrorException(error);
    }
    if (given.getAccessToken() == null || given.getAccessToken().isEmpty()) {
      throw new WxErrorException(new IOException("the answer has no access token"));
    }
    return given;
  }
}
