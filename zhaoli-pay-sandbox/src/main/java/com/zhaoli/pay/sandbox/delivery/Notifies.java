package com.zhaoli.pay.sandbox.delivery;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.delivery.ChannelNotifier.Distortion;
import com.zhaoli.pay.sandbox.delivery.PendingNotify.State;
import com.zhaoli.pay.sandbox.fault.Fault;
import com.zhaoli.pay.sandbox.fault.FaultKind;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.fault.Faults;
import com.zhaoli.pay.sandbox.journal.Journal;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import com.zhaoli.pay.sandbox.keys.Randoms;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.OrderState;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sends the notify of each paid order until the platform accepts it or the channel's schedule ends.
 * A notify that is under way outlives the process and is sent after the next start.
 */
@Component
public final class Notifies {
  private static final Logger log = LoggerFactory.getLogger(Notifies.class);
  private static final int MAX_ANSWER_SHOWN = 120;

  private final Map<Channel, ChannelNotifier> notifiers = new EnumMap<>(Channel.class);
  private final JournaledMap<PendingNotify> notifies;
  private final OrderBook orders;
  private final Faults faults;
  private final Http http;
  private final Sender sender;
  private final HeldBack heldBack;
  private final SandboxProperties.Notify settings;
  private final Clock clock;

  Notifies(
      List<ChannelNotifier> notifiers,
      Journal journal,
      OrderBook orders,
      Faults faults,
      Http http,
      Sender sender,
      HeldBack heldBack,
      SandboxProperties properties,
      Clock clock) {
    notifiers.forEach(notifier -> this.notifiers.put(notifier.channel(), notifier));
    this.notifies =
        journal.open(
            "notifies", PendingNotify.class, properties.maxOrders(), PendingNotify::isOver);
    this.orders = orders;
    this.faults = faults;
    this.http = http;
    this.sender = sender;
    this.heldBack = heldBack;
    this.settings = properties.notifies();
    this.clock = clock;
  }

  /** Begins the notify of an order that has just been paid. */
  public void begin(SandboxOrder order) {
    if (order.notifyUrl() == null) {
      return;
    }
    FaultTarget target = notifier(order).faultTarget();
    if (faults.strikes(target, FaultKind.DROP_NOTIFY)) {
      notifies.put(
          order.key(),
          new PendingNotify(newNotifyId(), order.key(), State.DROPPED, 0, null, "injected fault"));
      return;
    }
    PendingNotify first =
        new PendingNotify(newNotifyId(), order.key(), State.PENDING, 0, clock.instant(), null);
    notifies.put(order.key(), first);
    sender.after(Duration.ZERO, () -> attempt(order.key()));
  }

  /** How the notify of this order stands, if one was begun. */
  public Optional<PendingNotify> of(SandboxOrder order) {
    return notifies.get(order.key());
  }

  /** Takes up what the process before this one left. */
  @EventListener(ApplicationReadyEvent.class)
  void resume() {
    for (PendingNotify pending : notifies.values()) {
      Instant nextAt = pending.nextAt();
      if (!pending.isOver() && nextAt != null) {
        sender.after(Duration.between(clock.instant(), nextAt), () -> attempt(pending.orderKey()));
      }
    }
  }

  private void attempt(String orderKey) {
    Optional<PendingNotify> pending = notifies.get(orderKey).filter(notify -> !notify.isOver());
    Optional<SandboxOrder> order = orders.findByKey(orderKey);
    if (pending.isEmpty()) {
      return;
    }
    if (order.isEmpty() || order.get().state() != OrderState.PAID) {
      // The process died between the notify and the payment: that payment did not happen.
      notifies.remove(orderKey);
      return;
    }
    FaultTarget target = notifier(order.get()).faultTarget();
    Optional<Fault> delay = faults.strike(target, FaultKind.DELAY);
    if (delay.isPresent()) {
      sender.after(Duration.ofMillis(delay.get().millis()), () -> send(pending.get(), order.get()));
      return;
    }
    Optional<Fault> reorder = faults.strike(target, FaultKind.REORDER);
    if (reorder.isPresent()) {
      heldBack.hold(
          target,
          Duration.ofMillis(reorder.get().millis()),
          () -> send(pending.get(), order.get()));
      return;
    }
    if (faults.strikes(target, FaultKind.DUPLICATE_NOTIFY)) {
      sender.after(Duration.ZERO, () -> sendTwin(pending.get(), order.get()));
    }
    send(pending.get(), order.get());
    heldBack.release(target);
  }

  /** The second of two equal sendings: whatever is answered to it changes nothing. */
  private void sendTwin(PendingNotify pending, SandboxOrder order) {
    transmit(pending, order);
  }

  private void send(PendingNotify pending, SandboxOrder order) {
    Http.@Nullable Answer answer = transmit(pending, order);
    boolean accepted = answer != null && notifier(order).accepts(answer);
    int attempts = pending.attempts() + 1;
    List<Duration> schedule = notifier(order).schedule();
    boolean last = attempts > schedule.size();
    Duration wait = accepted || last ? Duration.ZERO : scaled(schedule.get(attempts - 1));
    PendingNotify next =
        new PendingNotify(
            pending.notifyId(),
            pending.orderKey(),
            accepted ? State.ACKNOWLEDGED : last ? State.GIVEN_UP : State.PENDING,
            attempts,
            accepted || last ? null : clock.instant().plus(wait),
            answer == null ? "no answer" : shown(answer));
    notifies.put(pending.orderKey(), next);
    if (!next.isOver()) {
      sender.after(wait, () -> attempt(pending.orderKey()));
    }
    log.info(
        "Notify of {} attempt {}: {} ({})",
        pending.orderKey(),
        attempts,
        next.state(),
        answer == null ? "no answer" : "HTTP " + answer.status());
  }

  private Http.@Nullable Answer transmit(PendingNotify pending, SandboxOrder order) {
    ChannelNotifier notifier = notifier(order);
    FaultTarget target = notifier.faultTarget();
    Distortion distortion =
        new Distortion(
            faults.strikes(target, FaultKind.BAD_SIGNATURE),
            faults.strikes(target, FaultKind.WRONG_AMOUNT) ? 1 : 0);
    String notifyUrl = order.notifyUrl();
    if (notifyUrl == null) {
      return null;
    }
    try {
      return http.send(
          notifier
              .request(order, pending.notifyId(), notifyUrl, distortion)
              .timeout(settings.timeout())
              .build());
    } catch (IOException | IllegalArgumentException e) {
      log.info("Notify of {} got no answer: {}", pending.orderKey(), e.toString());
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private Duration scaled(Duration real) {
    Duration scaled = Duration.ofMillis(Math.round(real.toMillis() * settings.scale()));
    return scaled.compareTo(settings.minDelay()) < 0 ? settings.minDelay() : scaled;
  }

  private ChannelNotifier notifier(SandboxOrder order) {
    ChannelNotifier notifier = notifiers.get(order.channel());
    if (notifier == null) {
      throw new IllegalStateException("No notifier for " + order.channel());
    }
    return notifier;
  }

  private static String newNotifyId() {
    return Randoms.hex(32);
  }

  private static String shown(Http.Answer answer) {
    String body = answer.body().strip();
    return "HTTP "
        + answer.status()
        + " "
        + (body.length() > MAX_ANSWER_SHOWN ? body.substring(0, MAX_ANSWER_SHOWN) : body);
  }
}
