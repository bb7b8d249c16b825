package com.zhaoli.pay.wechat.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a message.
 *
 * @param attempt its number, where it was one
 * @param detail WeChat's number or words, what went wrong, or why an operator did it
 */
public record MessageHistoryBO(
    Instant at,
    MessageEvent event,
    @Nullable Integer attempt,
    @Nullable Integer errorCode,
    @Nullable String detail,
    @Nullable String operatorNo) {}
