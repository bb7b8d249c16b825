package com.zhaoli.pay.notify.log;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a delivery.
 *
 * @param result DELIVERED, FAILED, REFUSED, GONE or HELD
 * @param address what was called; null for a message in WeChat
 * @param response the beginning of the answer
 * @param problem for people; null where there is none
 */
public record AttemptEntry(
    String notificationNo,
    Instant beganAt,
    Duration took,
    String result,
    @Nullable String address,
    @Nullable Integer httpStatus,
    @Nullable String response,
    @Nullable String problem) {}
