package com.zhaoli.pay.pos.terminal.web;

import com.zhaoli.pay.pos.terminal.Terminals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some terminals.
 *
 * @param next value of {@code after} for the page behind it; absent on the last page
 */
record TerminalPageVO(List<TerminalVO> items, @Nullable String next) {

  static TerminalPageVO of(
      Terminals terminals, String merchantNo, @Nullable String after, int limit) {
    // One more than asked for tells whether there is a next page.
    List<TerminalVO> found =
        terminals.list(merchantNo, after, limit + 1).stream().map(TerminalVO::of).toList();
    return found.size() <= limit
        ? new TerminalPageVO(found, null)
        : new TerminalPageVO(found.subList(0, limit), found.get(limit - 1).terminalNo());
  }
}
