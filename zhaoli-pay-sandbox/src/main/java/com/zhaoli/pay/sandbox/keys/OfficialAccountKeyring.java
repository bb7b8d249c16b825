package com.zhaoli.pay.sandbox.keys;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all official accounts.
 *
 * @param main of the one that merchants follow and that WeChat Pay's merchant is bound to
 * @param others by the names of the settings, in their order
 */
public record OfficialAccountKeyring(
    OfficialAccountKeys main, Map<String, OfficialAccountKeys> others) {
  public OfficialAccountKeyring {
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }

  /** The keys of this app id. */
  public Optional<OfficialAccountKeys> find(@Nullable String appId) {
    return Stream.concat(Stream.of(main), others.values().stream())
        .filter(keys -> keys.appId().equals(appId))
        .findFirst();
  }
}
