package com.zhaoli.pay.pos.journal;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.trade.TradeStatus;

/** A trade as its terminal has it. */
public record JournalEntry(String terminalTradeNo, Money amount, TradeStatus status) {}
