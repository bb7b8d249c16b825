package com.zhaoli.pay.notify.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a merchant's delivery log, newest first.
 *
 * @param next where the next part begins; null after the last one
 */
public record LogPage(List<NotificationBO> rows, @Nullable String next) {}
