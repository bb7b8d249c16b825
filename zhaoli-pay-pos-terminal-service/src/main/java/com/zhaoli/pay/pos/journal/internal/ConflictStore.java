package com.zhaoli.pay.pos.journal.internal;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.journal.ConflictBO;
import com.zhaoli.pay.pos.journal.JudgedEntry;
import com.zhaoli.pay.pos.trade.TradeBO;
import com.zhaoli.pay.pos.trade.TradeStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;

/** Conflicts of journals in the database, one for each number. */
@Repository
public class ConflictStore {
  private final ConflictMapper mapper;

  ConflictStore(ConflictMapper mapper) {
    this.mapper = mapper;
  }

  /** False when there is one of the number: what was told first stays. */
  public boolean insert(DeviceIdentity device, JudgedEntry judged, Instant now) {
    String number = judged.entry().terminalTradeNo();
    // Asked first, since a refused insert takes an id away.
    if (mapper.count(device.merchantNo(), device.terminalNo(), number) > 0) {
      return false;
    }
    ConflictDO row = new ConflictDO();
    row.terminalNo = device.terminalNo();
    row.terminalTradeNo = number;
    row.merchantNo = device.merchantNo();
    row.storeId = device.storeId();
    row.toldAmountFen = judged.entry().amount().fen();
    row.toldStatus = judged.entry().status().name();
    TradeBO trade = judged.trade();
    if (trade != null) {
      row.tradeNo = trade.tradeNo();
      row.amountFen = trade.amount().fen();
      row.status = trade.status().name();
    }
    row.createdAt = now;
    try {
      return mapper.insert(row) == 1;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  /** Conflicts with ids below {@code before}, the newest first. */
  public List<ConflictBO> page(@Nullable String terminalNo, long before, int limit) {
    return mapper.page(terminalNo, before, limit).stream().map(ConflictStore::bo).toList();
  }

  private static ConflictBO bo(ConflictDO row) {
    return new ConflictBO(
        row.id,
        row.terminalNo,
        row.terminalTradeNo,
        row.merchantNo,
        row.storeId,
        new Money(row.toldAmountFen),
        TradeStatus.valueOf(row.toldStatus),
        row.tradeNo,
        row.amountFen == null ? null : new Money(row.amountFen),
        row.status == null ? null : TradeStatus.valueOf(row.status),
        row.createdAt);
  }
}
