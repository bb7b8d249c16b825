package com.zhaoli.pay.wechat.account;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.time.Duration;
import java.util.function.Function;
import me.chanjar.weixin.mp.api.WxMpService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One of our accounts at WeChat, connected at its first use: in development the sandbox may write
 * the credentials after this service has started.
 *
 * <p>The access token is a stable one, kept in Redis for all instances.
 */
public final class OfficialAccount {
  private static final Logger log = LoggerFactory.getLogger(OfficialAccount.class);

  private final String name;
  private final boolean acceptPlain;
  private final @Nullable String originalId;
  private final CredentialFiles files;
  private final Function<AccountCredentials, SingleTryWxMpService> services;
  private volatile @Nullable Connected connected;

  private record Connected(AccountCredentials credentials, SingleTryWxMpService service) {}

  OfficialAccount(
      String name,
      boolean acceptPlain,
      @Nullable String originalId,
      CredentialFiles files,
      Function<AccountCredentials, SingleTryWxMpService> services) {
    this.name = name;
    this.acceptPlain = acceptPlain;
    this.originalId = originalId;
    this.files = files;
    this.services = services;
  }

  /** What the configuration calls it, for logs and lists; nothing is kept by it. */
  public String name() {
    return name;
  }

  /** Whether its events may come in plain. */
  public boolean acceptsPlain() {
    return acceptPlain;
  }

  /** Whether what is addressed to this user name, {@code gh_...}, is for this account. */
  public boolean isAddressedBy(@Nullable String userName) {
    return originalId == null || originalId.equals(userName);
  }

  /**
   * By what everything of the account is kept.
   *
   * @throws ApiException WECHAT_UNAVAILABLE while the credentials are missing
   */
  public String appId() {
    return credentials().appId();
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

  /** What operators may know of it. */
  AccountState state() {
    Connected usable;
    try {
      usable = connect();
    } catch (InvalidConfigurationException e) {
      return new AccountState(name, isMain(), null, null, e.getMessage(), null);
    }
    return new AccountState(
        name,
        isMain(),
        usable.credentials().appId(),
        mode(usable.credentials()),
        null,
        tokenLeft(usable));
  }

  private boolean isMain() {
    return name.equals(OfficialAccounts.MAIN);
  }

  private PushMode mode(AccountCredentials credentials) {
    if (credentials.aesKey() == null) {
      return PushMode.PLAIN;
    }
    return acceptPlain ? PushMode.COMPATIBLE : PushMode.AES;
  }

  private @Nullable Duration tokenLeft(Connected usable) {
    try {
      return usable.service().token().left();
    } catch (DataAccessException e) {
      log.warn("Redis does not tell of the access token of {}: {}", name, e.getMessage());
      return null;
    }
  }

  private Connected connectedOrRefuse() {
    try {
      return connect();
    } catch (InvalidConfigurationException e) {
      log.error("{}", e.getMessage());
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    }
  }

  /**
   * Passes while the credentials are there.
   *
   * @throws InvalidConfigurationException the sentence that says what is missing
   */
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
        AccountCredentials credentials = files.read();
        if (!acceptPlain && credentials.aesKey() == null) {
          throw new InvalidConfigurationException(
              "The official account %s takes encrypted events only, and has no EncodingAESKey: it"
                      .formatted(name)
                  + " would refuse all.");
        }
        now = new Connected(credentials, services.apply(credentials));
        connected = now;
      }
      return now;
    }
  }
}
