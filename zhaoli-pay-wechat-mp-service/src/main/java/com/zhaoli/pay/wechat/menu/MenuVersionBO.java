package com.zhaoli.pay.wechat.menu;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an account's menus.
 *
 * @param account the account's app id
 * @param revision counts the changes of a draft
 */
public record MenuVersionBO(
    String versionNo,
    String account,
    MenuVersionStatus status,
    int revision,
    @Nullable String note,
    MenuContent content,
    String createdBy,
    Instant createdAt,
    String updatedBy,
    Instant updatedAt) {}
