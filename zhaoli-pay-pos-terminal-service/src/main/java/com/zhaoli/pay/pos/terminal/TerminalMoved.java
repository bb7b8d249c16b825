package com.zhaoli.pay.pos.terminal;

/**
 * A terminal has come to another place. It is told within the move's transaction.
 *
 * @param merchantNo whose it is now
 * @param storeId where it is now
 * @param operatorNo who moved it
 */
public record TerminalMoved(
    String terminalNo, String merchantNo, String storeId, String operatorNo) {}
