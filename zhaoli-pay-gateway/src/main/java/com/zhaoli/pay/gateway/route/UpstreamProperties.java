package com.zhaoli.pay.gateway.route;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Connections to the services.
 *
 * @param connectTimeout after which another instance is tried
 * @param responseTimeout the longest pause of a service before and within its answer
 * @param pageResponseTimeout the same as response-timeout for onboarding and operators' pages,
 *     where a person waits
 * @param connectionsPerInstance at most; keeps one slow service from taking all of the gateway's
 *     threads
 * @param totalConnections to all services together
 * @param leaseTimeout how long a request waits for a free connection
 */
@ConfigurationProperties("zhaoli.gateway.upstream")
record UpstreamProperties(
    @DefaultValue("1s") Duration connectTimeout,
    @DefaultValue("20s") Duration responseTimeout,
    @DefaultValue("10s") Duration pageResponseTimeout,
    @DefaultValue("100") int connectionsPerInstance,
    @DefaultValue("400") int totalConnections,
    @DefaultValue("500ms") Duration leaseTimeout) {}
