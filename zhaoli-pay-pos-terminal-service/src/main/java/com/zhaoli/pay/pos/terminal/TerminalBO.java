package com.zhaoli.pay.pos.terminal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A terminal, which belongs to one merchant and one of its stores.
 *
 * @param model as the device told it at its activation
 * @param softwareVersion as the device told it last
 * @param stateReason why it is out of use
 * @param keyRotationDue whether the device is to fetch a new key
 */
public record TerminalBO(
    String terminalNo,
    String merchantNo,
    String storeId,
    String serialNumber,
    TerminalStatus status,
    String registeredBy,
    @Nullable String model,
    @Nullable String softwareVersion,
    @Nullable Instant activatedAt,
    @Nullable String stateReason,
    boolean keyRotationDue,
    Instant createdAt,
    Instant updatedAt) {}
