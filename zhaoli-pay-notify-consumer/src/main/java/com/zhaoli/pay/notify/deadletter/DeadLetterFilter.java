package com.zhaoli.pay.notify.deadletter;

import org.jspecify.annotations.Nullable;

/** Which dead letters; null filters nothing. */
public record DeadLetterFilter(
    @Nullable DeadLetterStatus status, @Nullable String merchantNo, @Nullable String target) {}
