package com.zhaoli.pay.wechat.account;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import me.chanjar.weixin.common.redis.RedisTemplateWxRedisOps;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpRedisConfigImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * The account, connected at its first use: in development the sandbox may write the credentials
 * after this service has started. In production missing credentials end the start.
 *
 * <p>The access token is a stable one, kept in Redis for all instances.
 */
@Component
public class OfficialAccount implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(OfficialAccount.class);
  private static final String REDIS_PREFIX = "zhaoli:wechat";

  private final AccountProperties properties;
  private final StringRedisTemplate redis;
  private final WechatHttpClient http;
  private volatile @Nullable Connected connected;

  private record Connected(AccountCredentials credentials, WxMpService service) {}

  OfficialAccount(
      AccountProperties properties, ZhaoliProperties platform, StringRedisTemplate redis) {
    this.properties = properties;
    this.redis = redis;
    this.http = new WechatHttpClient(properties.connectTimeout(), properties.readTimeout());
    if (platform.environment() == DeploymentEnvironment.PRODUCTION) {
      if (!"https".equals(properties.apiUrl().getScheme())) {
        throw new InvalidConfigurationException(
            "zhaoli.wechat.mp.api-url is "
                + properties.apiUrl()
                + ": in production WeChat is called over https only.");
      }
      connect();
    }
  }

  /**
   * WxJava's service.
   *
   * @throws ApiException WECHAT_UNAVAILABLE while the credentials are missing
   */
  public WxMpService service() {
    return connectedOrRefuse().service();
  }

  /**
   * The credentials.
   *
   * @throws ApiException WECHAT_UNAVAILABLE while they are missing
   */
  public AccountCredentials credentials() {
    return connectedOrRefuse().credentials();
  }

  private Connected connectedOrRefuse() {
    try {
      return connect();
    } catch (InvalidConfigurationException e) {
      log.error("{}", e.getMessage());
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    }
  }

  /** Whether the credentials are there; throws the sentence that says what is missing. */
  void check() {
    connect();
  }

  private Connected connect() {
    Connected known = connected;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      Connected now = connected;
      if (now == null) {
        AccountCredentials credentials = CredentialFiles.read(properties);
        now = new Connected(credentials, newService(credentials));
        connected = now;
      }
      return now;
    }
  }

  private WxMpService newService(AccountCredentials credentials) {
    WxMpRedisConfigImpl config =
        new WxMpRedisConfigImpl(new RedisTemplateWxRedisOps(redis), REDIS_PREFIX);
    config.setAppId(credentials.appId());
    config.setSecret(credentials.appSecret().value());
    config.setToken(credentials.token().value());
    if (credentials.aesKey() != null) {
      config.setAesKey(credentials.aesKey().value());
    }
    config.useStableAccessToken(true);
    String host = properties.apiUrl().toString();
    config.setHostConfig(
        WxMpHostConfig.builder().apiHost(host).mpHost(host).openHost(host).build());
    config.setApacheHttpClientBuilder(http);
    WxMpService service = new SingleTryWxMpService();
    service.setWxMpConfigStorage(config);
    return service;
  }

  @Override
  public void destroy() {
    http.close();
  }
}
