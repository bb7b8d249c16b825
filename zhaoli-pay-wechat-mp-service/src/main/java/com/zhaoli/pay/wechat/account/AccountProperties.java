package com.zhaoli.pay.wechat.account;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The official accounts: the main one, and further ones by their names. Credentials stand in files,
 * one value each.
 *
 * @param apiUrl where WeChat's API answers; {@code https://api.weixin.qq.com} in production
 * @param appIdFile the main account's app id
 * @param appSecretFile its secret
 * @param tokenFile the token that its pushed events are signed with
 * @param aesKeyFile its EncodingAESKey, 43 characters; may be missing while events come in plain
 * @param templatesFile development only: its template ids by scene, over those of the database
 * @param acceptPlain whether its events may come in plain. A plain event's signature does not cover
 *     its body: an account in WeChat's safe mode should refuse them
 * @param connectTimeout for a connection to WeChat
 * @param readTimeout for its answer
 * @param originalId its own user name, {@code gh_...}; where it is set, what is addressed to
 *     another one is refused
 * @param accounts the further accounts; their names stand in logs and lists only, and everything is
 *     kept by app id
 */
@ConfigurationProperties("zhaoli.wechat.mp")
public record AccountProperties(
    URI apiUrl,
    Path appIdFile,
    Path appSecretFile,
    Path tokenFile,
    Path aesKeyFile,
    Path templatesFile,
    @DefaultValue("true") boolean acceptPlain,
    @DefaultValue("1s") Duration connectTimeout,
    @DefaultValue("3s") Duration readTimeout,
    @Nullable String originalId,
    @DefaultValue Map<String, Further> accounts) {
  private static final String PREFIX = "zhaoli.wechat.mp";
  private static final Pattern NAME = Pattern.compile("[0-9a-z-]{1,32}");

  /** Each takes its share of every sweep. */
  public static final int MAX_ACCOUNTS = 50;

  public AccountProperties {
    accounts = Map.copyOf(accounts);
    if (accounts.size() >= MAX_ACCOUNTS) {
      throw new InvalidConfigurationException(
          PREFIX + ".accounts must not hold more than " + (MAX_ACCOUNTS - 1) + " accounts.");
    }
    accounts.keySet().forEach(AccountProperties::check);
  }

  /**
   * A further account; its settings are those of the main one.
   *
   * @param aesKeyFile null, or a file that may be missing, while events come in plain
   */
  public record Further(
      Path appIdFile,
      Path appSecretFile,
      Path tokenFile,
      @Nullable Path aesKeyFile,
      @DefaultValue("true") boolean acceptPlain,
      @Nullable String originalId) {}

  /** Where the main account's credentials stand. */
  CredentialFiles mainFiles() {
    return new CredentialFiles(PREFIX, appIdFile, appSecretFile, tokenFile, aesKeyFile);
  }

  /**
   * Where those of a further account stand.
   *
   * @throws InvalidConfigurationException when one has no place
   */
  CredentialFiles filesOf(String name) {
    String prefix = PREFIX + ".accounts." + name;
    Further account = accounts.get(name);
    if (account == null
        || Arrays.asList(account.appIdFile(), account.appSecretFile(), account.tokenFile())
            .contains(null)) {
      throw new InvalidConfigurationException(
          prefix + " needs app-id-file, app-secret-file and token-file.");
    }
    return new CredentialFiles(
        prefix,
        account.appIdFile(),
        account.appSecretFile(),
        account.tokenFile(),
        account.aesKeyFile());
  }

  private static void check(String name) {
    if (!NAME.matcher(name).matches() || name.equals(OfficialAccounts.MAIN)) {
      throw new InvalidConfigurationException(
          PREFIX
              + ".accounts."
              + name
              + ": a further account's name must be 1 to 32 small letters, digits and hyphens, and"
              + " not main.");
    }
  }
}
