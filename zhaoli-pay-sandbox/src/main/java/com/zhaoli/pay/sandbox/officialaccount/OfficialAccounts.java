package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.journal.Journal;
import com.zhaoli.pay.sandbox.keys.OfficialAccountKeyring;
import com.zhaoli.pay.sandbox.keys.OfficialAccountKeys;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The official accounts: the main one, and those that the settings name. */
@Component
public final class OfficialAccounts {
  /** The name of the main account. */
  public static final String MAIN = "main";

  private final OfficialAccount main;
  private final List<OfficialAccount> all;

  OfficialAccounts(
      OfficialAccountKeyring keyring,
      Journal journal,
      SandboxProperties properties,
      Pushing pushing,
      Clock clock) {
    this.main =
        new OfficialAccount(
            MAIN,
            keyring.main(),
            properties.portal(),
            new AccountJournal(journal, ""),
            properties,
            pushing,
            clock);
    List<OfficialAccount> accounts = new ArrayList<>();
    accounts.add(main);
    keyring
        .others()
        .forEach(
            (name, keys) -> accounts.add(other(name, keys, journal, properties, pushing, clock)));
    this.all = List.copyOf(accounts);
  }

  private static OfficialAccount other(
      String name,
      OfficialAccountKeys keys,
      Journal journal,
      SandboxProperties properties,
      Pushing pushing,
      Clock clock) {
    return new OfficialAccount(
        name,
        keys,
        URI.create(properties.portal() + "/" + keys.appId()),
        new AccountJournal(journal, name + "/"),
        properties,
        pushing,
        clock);
  }

  public OfficialAccount main() {
    return main;
  }

  /** The main one first. */
  public List<OfficialAccount> all() {
    return all;
  }

  /** The account of this app id or name. */
  public Optional<OfficialAccount> find(String appIdOrName) {
    return all.stream()
        .filter(one -> one.appId().equals(appIdOrName) || one.name().equals(appIdOrName))
        .findFirst();
  }

  /** The account whose token a call shows; throws the errcode when it is nobody's. */
  OfficialAccount calledWith(@Nullable String accessToken) {
    OfficialAccount account =
        all.stream()
            .filter(one -> accessToken != null && one.tokens().gave(accessToken))
            .findFirst()
            .orElse(main);
    account.tokens().check(accessToken);
    return account;
  }

  /** The tokens of an account by its app id; those of the main one refuse what they do not know. */
  AccessTokens tokensOf(@Nullable String appId) {
    return all.stream().filter(one -> one.appId().equals(appId)).findFirst().orElse(main).tokens();
  }
}
