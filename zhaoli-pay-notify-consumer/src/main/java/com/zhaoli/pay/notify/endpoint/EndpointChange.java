package com.zhaoli.pay.notify.endpoint;

import com.zhaoli.pay.common.message.EventType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant changes of an endpoint; null leaves as it is.
 *
 * @param description empty for none
 * @param eventTypes empty for all
 * @param maxPerSecond calls a second at most; 0 for no limit
 * @param status ACTIVE resumes: what was kept is delivered
 */
public record EndpointChange(
    @Nullable String url,
    @Nullable String description,
    @Nullable Set<EventType> eventTypes,
    @Nullable Integer maxPerSecond,
    @Nullable EndpointStatus status) {}
