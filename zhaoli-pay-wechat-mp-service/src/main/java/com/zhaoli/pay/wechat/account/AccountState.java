package com.zhaoli.pay.wechat.account;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An account as operators see it, without its secrets.
 *
 * @param name what the configuration calls it
 * @param main whether everything concerns it that names no account
 * @param appId null while the credentials are missing
 * @param mode null while the credentials are missing
 * @param problem the sentence that says what is wrong with the credentials
 * @param tokenLeft how long the access token is used yet; zero where none was asked for, null where
 *     Redis does not tell
 */
public record AccountState(
    String name,
    boolean main,
    @Nullable String appId,
    @Nullable PushMode mode,
    @Nullable String problem,
    @Nullable Duration tokenLeft) {}
