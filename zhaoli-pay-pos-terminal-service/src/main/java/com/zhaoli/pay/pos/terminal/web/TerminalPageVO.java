package com.zhaoli.pay.pos.terminal.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some terminals.
 *
 * @param next value of {@code after} for the page behind it; absent on the last page
 */
record TerminalPageVO(List<TerminalVO> items, @Nullable String next) {}
