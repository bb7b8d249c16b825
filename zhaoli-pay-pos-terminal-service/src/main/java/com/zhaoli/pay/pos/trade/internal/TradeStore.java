package com.zhaoli.pay.pos.trade.internal;

import com.zhaoli.pay.common.client.payment.PosPayment;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.trade.PaidTotal;
import com.zhaoli.pay.pos.trade.TradeBO;
import com.zhaoli.pay.pos.trade.TradeDecision;
import com.zhaoli.pay.pos.trade.TradeMethod;
import com.zhaoli.pay.pos.trade.TradeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;

/** Trades in the database. What changes one answers it as it stands then. */
@Repository
public class TradeStore {
  private static final String UNKNOWN_CHANNEL = "UNKNOWN";

  private final TradeMapper mapper;

  TradeStore(TradeMapper mapper) {
    this.mapper = mapper;
  }

  /** False when the terminal has a trade of this number. */
  public boolean insert(TradeBO trade) {
    TradeDO row = new TradeDO();
    row.tradeNo = trade.tradeNo();
    row.terminalNo = trade.terminalNo();
    row.terminalTradeNo = trade.terminalTradeNo();
    row.merchantNo = trade.merchantNo();
    row.storeId = trade.storeId();
    row.shiftNo = trade.shiftNo();
    row.method = trade.method() == null ? null : trade.method().name();
    row.amountFen = trade.amount().fen();
    row.subject = trade.subject();
    row.contentHash = trade.contentHash();
    row.status = trade.status().name();
    row.failureCode = trade.failureCode();
    row.undoWanted = trade.undoWanted();
    row.onItsWayUntil = trade.onItsWayUntil();
    // Who sells sees to it himself first; this is for when he dies.
    row.nextLookAt = trade.status().isFinal() ? null : trade.onItsWayUntil();
    row.createdAt = trade.createdAt();
    try {
      return mapper.insert(row) == 1;
    } catch (DuplicateKeyException e) {
      // The other unique key is the tradeNo, which is new.
      return false;
    }
  }

  public Optional<TradeBO> find(DeviceIdentity device, String terminalTradeNo) {
    return Optional.ofNullable(
            mapper.find(device.merchantNo(), device.terminalNo(), terminalTradeNo))
        .map(TradeStore::bo);
  }

  /** A trade of the merchant's store. */
  public Optional<TradeBO> findByPaymentNo(String merchantNo, String storeId, String paymentNo) {
    return Optional.ofNullable(mapper.findByPaymentNo(merchantNo, storeId, paymentNo))
        .map(TradeStore::bo);
  }

  /** The terminal's latest trade. */
  public Optional<TradeBO> last(DeviceIdentity device) {
    return Optional.ofNullable(mapper.last(device.merchantNo(), device.terminalNo()))
        .map(TradeStore::bo);
  }

  /** The trade as it stands. */
  public TradeBO reread(TradeBO trade) {
    return Optional.ofNullable(mapper.reread(trade.merchantNo(), trade.tradeNo()))
        .map(TradeStore::bo)
        .orElse(trade);
  }

  /** Trades of a shift that are not final. */
  public List<TradeBO> openOf(String merchantNo, String shiftNo, int limit) {
    return mapper.openOf(merchantNo, shiftNo, limit).stream().map(TradeStore::bo).toList();
  }

  public List<TradeBO> ofShift(String merchantNo, String shiftNo, String after, int limit) {
    return mapper.ofShift(merchantNo, shiftNo, after, limit).stream().map(TradeStore::bo).toList();
  }

  /** What was paid in a shift, by channel. */
  public List<PaidTotal> paidIn(String merchantNo, String shiftNo) {
    return mapper.paidIn(merchantNo, shiftNo).stream()
        .map(
            row ->
                new PaidTotal(
                    row.channel == null ? UNKNOWN_CHANNEL : row.channel,
                    row.paidCount,
                    new Money(row.amountFen)))
        .toList();
  }

  /**
   * A trade that was found to be due.
   *
   * @param at since when: whoever takes it, or looks at it, changes that
   */
  public record Due(TradeBO trade, Instant at) {}

  /** Trades that are due. */
  public List<Due> due(int limit, Instant now) {
    return mapper.due(now, limit).stream().map(row -> new Due(bo(row), row.nextLookAt)).toList();
  }

  /** Takes a trade, which nobody else gets until then; false when it is taken or was looked at. */
  public boolean lease(Due due, Instant until) {
    TradeBO trade = due.trade();
    return mapper.lease(trade.merchantNo(), trade.tradeNo(), due.at(), until) == 1;
  }

  /** Has an open trade looked at then. */
  public TradeBO lookLater(TradeBO trade, Instant at) {
    mapper.look(trade.merchantNo(), trade.tradeNo(), at);
    return reread(trade);
  }

  /** The call of its sale is over, and nobody knows whether it arrived: look at once. */
  public TradeBO endOfWay(TradeBO trade, Instant now) {
    mapper.endOfWay(trade.merchantNo(), trade.tradeNo(), now);
    return reread(trade);
  }

  /** Records that an open trade was cancelled. */
  public TradeBO wantUndo(TradeBO trade, Instant now) {
    mapper.wantUndo(trade.merchantNo(), trade.tradeNo(), now);
    return reread(trade);
  }

  /** Records that payment-service sees to the cancellation. */
  public TradeBO markUndoHeard(TradeBO trade, Instant now) {
    mapper.undoHeard(trade.merchantNo(), trade.tradeNo(), now);
    return reread(trade);
  }

  /**
   * Takes a decision over, unless the trade has changed since it was read: then whoever changed it
   * sees to it, or the next look.
   */
  public TradeBO settle(TradeBO read, TradeDecision decision, Instant nextLook, Instant now) {
    TradeDO row = new TradeDO();
    row.tradeNo = read.tradeNo();
    row.version = read.version();
    row.status = decision.status().name();
    row.failureCode = decision.failureCode();
    row.nextLookAt = decision.status().isFinal() ? null : nextLook;
    row.updatedAt = now;
    PosPayment payment = decision.payment();
    if (payment != null) {
      row.paymentNo = payment.paymentNo();
      row.channel = payment.channel();
      row.codeUrl = payment.codeUrl();
      row.channelTradeNo = payment.channelTradeNo();
      row.expiresAt = payment.expiresAt();
      row.paidAt = payment.paidAt();
    }
    if (mapper.settle(read.merchantNo(), row) == 0) {
      mapper.look(read.merchantNo(), read.tradeNo(), now);
    }
    return reread(read);
  }

  private static TradeBO bo(TradeDO row) {
    return new TradeBO(
        row.tradeNo,
        row.terminalNo,
        row.terminalTradeNo,
        row.merchantNo,
        row.storeId,
        row.shiftNo,
        row.method == null ? null : TradeMethod.valueOf(row.method),
        new Money(row.amountFen),
        row.subject,
        row.contentHash,
        TradeStatus.valueOf(row.status),
        row.version,
        row.paymentNo,
        row.channel,
        row.codeUrl,
        row.failureCode,
        row.channelTradeNo,
        row.undoWanted,
        row.undoHeard,
        row.onItsWayUntil,
        row.expiresAt,
        row.paidAt,
        row.createdAt);
  }
}
