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
import com.zhaoli.pay.sandbox.order.Refund;
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
 * Sends the notify of each payment and refund until the platform accepts it or the channel's
 * schedule ends. A notify that is under way outlives the process and is sent after the next start.
 */
@Component
public final class Notifies {
  private static final Logger log = LoggerFactory.getLogger(Notifies.class);
  private static final int MAX_ANSWER_SHOWN = 120;

  /** A payment and a refund: what is usual; the oldest that is over is forgotten first. */
  private static final int EVENTS_PER_ORDER = 2;

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
            "notifies",
            PendingNotify.class,
            EVENTS_PER_ORDER * properties.maxOrders(),
            PendingNotify::isOver);
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
    begin(new NotifyEvent(order, null), clock.instant());
  }

  /** Begins the notify of an event that will have happened at this time. */
  public void begin(NotifyEvent event, Instant at) {
    if (event.url() == null) {
      return;
    }
    FaultTarget target = notifier(event.order()).faultTarget();
    if (faults.strikes(target, FaultKind.DROP_NOTIFY)) {
      notifies.put(event.key(), PendingNotify.first(newNotifyId(), event, State.DROPPED, null));
      return;
    }
    PendingNotify first = PendingNotify.first(newNotifyId(), event, State.PENDING, at);
    notifies.put(event.key(), first);
    later(first.key(), at);
  }

  /** How the notify of this order's payment stands, if one was begun. */
  public Optional<PendingNotify> of(SandboxOrder order) {
    return notifies.get(NotifyEvent.keyOf(order, null));
  }

  /** How the notify of this refund stands, if one was begun. */
  public Optional<PendingNotify> of(SandboxOrder order, Refund refund) {
    return notifies.get(NotifyEvent.keyOf(order, refund));
  }

  /** Takes up what the process before this one left. */
  @EventListener(ApplicationReadyEvent.class)
  void resume() {
    for (PendingNotify pending : notifies.values()) {
      Instant nextAt = pending.nextAt();
      if (!pending.isOver() && nextAt != null) {
        later(pending.key(), nextAt);
      }
    }
  }

  private void later(String key, Instant at) {
    sender.after(Duration.between(clock.instant(), at), () -> attempt(key));
  }

  private void attempt(String key) {
    Optional<PendingNotify> pending = notifies.get(key).filter(notify -> !notify.isOver());
    if (pending.isEmpty()) {
      return;
    }
    Optional<NotifyEvent> found = eventOf(pending.get());
    Optional<Instant> due = found.flatMap(this::due);
    if (found.isEmpty() || due.isEmpty()) {
      // The process died between the notify and its event, or a cancel came first: there is
      // nothing to tell.
      notifies.remove(key);
      return;
    }
    if (due.get().isAfter(clock.instant())) {
      later(key, due.get());
      return;
    }
    NotifyEvent event = found.get();
    FaultTarget target = notifier(event.order()).faultTarget();
    Optional<Fault> delay = faults.strike(target, FaultKind.DELAY);
    if (delay.isPresent()) {
      sender.after(Duration.ofMillis(delay.get().millis()), () -> send(pending.get(), event));
      return;
    }
    Optional<Fault> reorder = faults.strike(target, FaultKind.REORDER);
    if (reorder.isPresent()) {
      heldBack.hold(
          target, Duration.ofMillis(reorder.get().millis()), () -> send(pending.get(), event));
      return;
    }
    if (faults.strikes(target, FaultKind.DUPLICATE_NOTIFY)) {
      sender.after(Duration.ZERO, () -> sendTwin(pending.get(), event));
    }
    send(pending.get(), event);
    heldBack.release(target);
  }

  private Optional<NotifyEvent> eventOf(PendingNotify pending) {
    Optional<SandboxOrder> order = orders.findByKey(pending.orderKey());
    String outRefundNo = pending.outRefundNo();
    return outRefundNo == null
        ? order.map(paid -> new NotifyEvent(paid, null))
        : order.flatMap(
            paid -> paid.refund(outRefundNo).map(refund -> new NotifyEvent(paid, refund)));
  }

  /** When the event has happened or will have; empty when it never will. */
  private Optional<Instant> due(NotifyEvent event) {
    Refund refund = event.refund();
    SandboxOrder order = event.order();
    return Optional.ofNullable(
        refund != null
            ? refund.settlesAt()
            : order.state() == OrderState.PAYING ? order.paysAt() : order.paidAt());
  }

  /** The second of two equal sendings: whatever is answered to it changes nothing. */
  private void sendTwin(PendingNotify pending, NotifyEvent event) {
    transmit(pending, event);
  }

  private void send(PendingNotify pending, NotifyEvent event) {
    Http.@Nullable Answer answer = transmit(pending, event);
    ChannelNotifier notifier = notifier(event.order());
    boolean accepted = answer != null && notifier.accepts(answer);
    int attempts = pending.attempts() + 1;
    List<Duration> schedule = notifier.schedule();
    boolean last = attempts > schedule.size();
    Instant nextAt =
        accepted || last ? null : clock.instant().plus(scaled(schedule.get(attempts - 1)));
    PendingNotify next =
        pending.after(
            accepted ? State.ACKNOWLEDGED : last ? State.GIVEN_UP : State.PENDING,
            nextAt,
            answer == null ? "no answer" : shown(answer));
    notifies.put(pending.key(), next);
    if (nextAt != null) {
      later(pending.key(), nextAt);
    }
    log.info(
        "Notify of {} attempt {}: {} ({})",
        pending.key(),
        attempts,
        next.state(),
        answer == null ? "no answer" : "HTTP " + answer.status());
  }

  private Http.@Nullable Answer transmit(PendingNotify pending, NotifyEvent event) {
    ChannelNotifier notifier = notifier(event.order());
    FaultTarget target = notifier.faultTarget();
    Distortion distortion =
        new Distortion(
            faults.strikes(target, FaultKind.BAD_SIGNATURE),
            faults.strikes(target, FaultKind.WRONG_AMOUNT) ? 1 : 0);
    String notifyUrl = event.url();
    if (notifyUrl == null) {
      return null;
    }
    try {
      return http.send(
          notifier
              .request(event, pending.notifyId(), notifyUrl, distortion)
              .timeout(settings.timeout())
              .build());
    } catch (IOException | IllegalArgumentException e) {
      log.info("Notify of {} got no answer: {}", pending.key(), e.toString());
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
