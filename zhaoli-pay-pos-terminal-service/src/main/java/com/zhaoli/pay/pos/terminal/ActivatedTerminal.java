package com.zhaoli.pay.pos.terminal;

import com.zhaoli.pay.pos.device.NewDeviceKey;

/** A terminal with its first key. */
public record ActivatedTerminal(TerminalBO terminal, NewDeviceKey key) {}
