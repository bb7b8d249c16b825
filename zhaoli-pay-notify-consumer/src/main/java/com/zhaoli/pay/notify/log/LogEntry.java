package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.target.TargetKind;

/**
 * One delivery as it enters the log.
 *
 * @param payload the event's own bytes, from which the database brings it back
 * @param attempts failed attempts that its message knows of
 */
public record LogEntry(
    ClaimKey key,
    TargetKind kind,
    String merchantNo,
    EventType type,
    byte[] payload,
    int attempts) {}
