package com.zhaoli.pay.pos.journal;

import com.zhaoli.pay.pos.trade.TradeBO;
import org.jspecify.annotations.Nullable;

/**
 * An entry with its verdict.
 *
 * @param trade as the platform has it; null for a CONFLICT with a trade that the terminal made
 *     before it was moved to its merchant
 */
public record JudgedEntry(JournalEntry entry, Verdict verdict, @Nullable TradeBO trade) {}
