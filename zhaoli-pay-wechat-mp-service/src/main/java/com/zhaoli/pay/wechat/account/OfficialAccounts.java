package com.zhaoli.pay.wechat.account;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import me.chanjar.weixin.common.redis.RedisTemplateWxRedisOps;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpRedisConfigImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Our official accounts, known by their app ids: the main one, which everything concerns that names
 * none, and the further ones of the configuration. In production one without credentials, and two
 * of one app id, end the start; in development such an account cannot be used until that is put
 * right, and the others can.
 */
@Component
public class OfficialAccounts implements DisposableBean {
  static final String MAIN = "main";
  private static final String REDIS_PREFIX = "zhaoli:wechat";

  private final AccountProperties properties;
  private final StringRedisTemplate redis;
  private final MeterRegistry meters;
  private final WechatHttpClient http;
  private final ConcurrentMap<String, String> namesByAppId = new ConcurrentHashMap<>();
  private final OfficialAccount main;
  private final List<OfficialAccount> configured;

  OfficialAccounts(
      AccountProperties properties,
      ZhaoliProperties platform,
      StringRedisTemplate redis,
      MeterRegistry meters) {
    this.properties = properties;
    this.redis = redis;
    this.meters = meters;
    this.http = new WechatHttpClient(properties.connectTimeout(), properties.readTimeout());
    this.main =
        account(MAIN, properties.acceptPlain(), properties.originalId(), properties.mainFiles());
    List<OfficialAccount> accounts = new ArrayList<>(List.of(main));
    new TreeMap<>(properties.accounts())
        .forEach(
            (name, further) ->
                accounts.add(
                    account(
                        name,
                        further.acceptPlain(),
                        further.originalId(),
                        properties.filesOf(name))));
    this.configured = List.copyOf(accounts);
    if (platform.environment() == DeploymentEnvironment.PRODUCTION) {
      if (!"https".equals(properties.apiUrl().getScheme())) {
        throw new InvalidConfigurationException(
            "zhaoli.wechat.mp.api-url is "
                + properties.apiUrl()
                + ": in production WeChat is called over https only.");
      }
      configured.forEach(OfficialAccount::check);
    }
  }

  /** The account that everything concerns which names none. */
  public OfficialAccount main() {
    return main;
  }

  /**
   * The account of this app id.
   *
   * @throws ApiException WECHAT_ACCOUNT_NOT_FOUND; WECHAT_UNAVAILABLE where it may be one whose
   *     credentials are missing
   */
  public OfficialAccount require(String appId) {
    for (OfficialAccount account : all()) {
      if (account.appId().equals(appId)) {
        return account;
      }
    }
    main.appId();
    throw new ApiException(ErrorCode.WECHAT_ACCOUNT_NOT_FOUND);
  }

  /**
   * The account that a caller means.
   *
   * @param appId null for the main one
   * @throws ApiException WECHAT_ACCOUNT_NOT_FOUND, WECHAT_UNAVAILABLE
   */
  public OfficialAccount mainUnless(@Nullable String appId) {
    return appId == null ? main : require(appId);
  }

  /**
   * The app id by which something is kept.
   *
   * @param kept null for what is from before there were several accounts: it is the main one's
   * @throws ApiException WECHAT_UNAVAILABLE while the main account's is not known
   */
  public String appIdOf(@Nullable String kept) {
    return kept == null ? main.appId() : kept;
  }

  /**
   * Those that can be used now, the main one first: all of them once their credentials are there.
   */
  public List<OfficialAccount> all() {
    return configured.stream().filter(OfficialAccounts::isUsable).toList();
  }

  /** What operators may know of all accounts of the configuration, the main one first. */
  public List<AccountState> states() {
    return configured.stream().map(OfficialAccount::state).toList();
  }

  /** All of the configuration. */
  List<OfficialAccount> configured() {
    return configured;
  }

  private static boolean isUsable(OfficialAccount account) {
    try {
      account.check();
      return true;
    } catch (InvalidConfigurationException e) {
      return false;
    }
  }

  private OfficialAccount account(
      String name, boolean acceptPlain, @Nullable String originalId, CredentialFiles files) {
    return new OfficialAccount(
        name, acceptPlain, originalId, files, credentials -> newService(name, credentials));
  }

  /** Waiting for a place in the pool, for a connection, and for the answer. */
  private Duration longestCall() {
    return properties.connectTimeout().multipliedBy(2).plus(properties.readTimeout());
  }

  private SingleTryWxMpService newService(String name, AccountCredentials credentials) {
    String other = namesByAppId.putIfAbsent(credentials.appId(), name);
    if (other != null && !other.equals(name)) {
      throw new InvalidConfigurationException(
          "The official accounts %s and %s both have the app id %s: each must have its own."
              .formatted(other, name, credentials.appId()));
    }
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
    return new SingleTryWxMpService(config, redis, REDIS_PREFIX, longestCall(), meters);
  }

  @Override
  public void destroy() {
    http.close();
  }
}
