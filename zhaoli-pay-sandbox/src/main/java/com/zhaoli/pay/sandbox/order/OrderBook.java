package com.zhaoli.pay.sandbox.order;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.journal.Journal;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * All orders of both channels. What is read has its time-outs applied.
 *
 * <p>Every change of an order is one step under the journal's lock, so that refunds of one order
 * never see each other half done.
 */
@Component
public final class OrderBook {
  private final Clock clock;
  private final JournaledMap<SandboxOrder> orders;
  private final Map<String, String> keyByCodeUrl = new ConcurrentHashMap<>();
  private final Map<String, String> keyByPrepayId = new ConcurrentHashMap<>();
  private final Map<String, String> keyByTradeNo = new ConcurrentHashMap<>();
  private final Map<String, String> keyByRefund = new ConcurrentHashMap<>();
  private final ConcurrentNavigableMap<Long, String> keyByPosition = new ConcurrentSkipListMap<>();
  private long lastPosition;

  OrderBook(Journal journal, SandboxProperties properties, Clock clock) {
    this.clock = clock;
    this.orders =
        journal
            .open(
                "orders",
                SandboxOrder.class,
                properties.maxOrders(),
                order -> !order.at(clock.instant()).canBePaid())
            .onEvicted(this::forget);
    List<SandboxOrder> present = orders.values();
    for (SandboxOrder order : present) {
      lastPosition = Math.max(lastPosition, Objects.requireNonNullElse(order.position(), 0L));
    }
    for (SandboxOrder order : present) {
      SandboxOrder placed = order;
      if (order.position() == null) {
        placed = order.placedAt(++lastPosition);
        orders.put(order.key(), placed);
      }
      index(placed);
    }
  }

  public Optional<SandboxOrder> find(Channel channel, String channelOrderNo) {
    return orders.get(SandboxOrder.keyOf(channel, channelOrderNo)).map(this::now);
  }

  public Optional<SandboxOrder> findByCodeUrl(String codeUrl) {
    return findByKey(keyByCodeUrl.get(codeUrl));
  }

  public Optional<SandboxOrder> findByPrepayId(String prepayId) {
    return findByKey(keyByPrepayId.get(prepayId));
  }

  public Optional<SandboxOrder> findByTradeNo(String channelTradeNo) {
    return findByKey(keyByTradeNo.get(channelTradeNo));
  }

  /** The order of which a refund has this number; the newest where several orders have one. */
  public Optional<SandboxOrder> findByRefund(Channel channel, String outRefundNo) {
    return findByKey(keyByRefund.get(SandboxOrder.keyOf(channel, outRefundNo)));
  }

  /** An order as it is in the book; new, or there before. */
  public record Added(SandboxOrder order, boolean isNew) {}

  /** Takes a new order in, unless one with its number is there: then that one is the answer. */
  public Added add(SandboxOrder order) {
    return add(order, unused -> {});
  }

  /** As {@link #add(SandboxOrder)}; {@code ifNew} gets a new order in the same step. */
  public Added add(SandboxOrder order, Consumer<SandboxOrder> ifNew) {
    AtomicBoolean isNew = new AtomicBoolean();
    SandboxOrder present =
        orders.putIfAbsent(
            order.key(),
            key -> {
              SandboxOrder placed = order.placedAt(++lastPosition);
              index(placed);
              ifNew.accept(placed);
              isNew.set(true);
              return placed;
            });
    return new Added(now(present), isNew.get());
  }

  /** Changes one order in one step; the change sees it with its time-outs applied. */
  public SandboxOrder change(SandboxOrder order, UnaryOperator<SandboxOrder> change) {
    return orders
        .change(
            order.key(),
            stored -> {
              SandboxOrder changed = change.apply(now(stored));
              index(changed);
              return changed;
            })
        .orElseThrow(() -> new IllegalStateException("Order " + order.key() + " is forgotten"));
  }

  /** The newest orders first. */
  public List<SandboxOrder> newest(int limit) {
    return some(keyByPosition.descendingMap(), limit);
  }

  /** The orders after this position, the oldest first. */
  public List<SandboxOrder> after(long position, int limit) {
    return some(keyByPosition.tailMap(position, false), limit);
  }

  /** All orders, the oldest first. */
  public List<SandboxOrder> all() {
    return orders.values().stream().map(this::now).toList();
  }

  /** The order that {@link SandboxOrder#key} names. */
  public Optional<SandboxOrder> findByKey(@Nullable String key) {
    return key == null ? Optional.empty() : orders.get(key).map(this::now);
  }

  private List<SandboxOrder> some(Map<Long, String> keys, int limit) {
    return keys.values().stream()
        .map(this::findByKey)
        .flatMap(Optional::stream)
        .limit(limit)
        .toList();
  }

  private SandboxOrder now(SandboxOrder order) {
    return order.at(clock.instant());
  }

  private void index(SandboxOrder order) {
    put(keyByCodeUrl, order.codeUrl(), order);
    put(keyByPrepayId, order.prepayId(), order);
    put(keyByTradeNo, order.channelTradeNo(), order);
    put(keyByPosition, order.position(), order);
    for (Refund refund : order.refunds()) {
      put(keyByRefund, SandboxOrder.keyOf(order.channel(), refund.outRefundNo()), order);
    }
  }

  private void forget(SandboxOrder order) {
    remove(keyByCodeUrl, order.codeUrl(), order);
    remove(keyByPrepayId, order.prepayId(), order);
    remove(keyByTradeNo, order.channelTradeNo(), order);
    remove(keyByPosition, order.position(), order);
    for (Refund refund : order.refunds()) {
      remove(keyByRefund, SandboxOrder.keyOf(order.channel(), refund.outRefundNo()), order);
    }
  }

  private static <K> void put(Map<K, String> index, @Nullable K name, SandboxOrder order) {
    if (name != null) {
      index.put(name, order.key());
    }
  }

  private static <K> void remove(Map<K, String> index, @Nullable K name, SandboxOrder order) {
    if (name != null) {
      index.remove(name, order.key());
    }
  }
}
