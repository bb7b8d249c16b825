package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.PushMode;
import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.delivery.HeldBack;
import com.zhaoli.pay.sandbox.delivery.Http;
import com.zhaoli.pay.sandbox.delivery.Sender;
import com.zhaoli.pay.sandbox.fault.Fault;
import com.zhaoli.pay.sandbox.fault.FaultKind;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.fault.Faults;
import com.zhaoli.pay.sandbox.keys.Randoms;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes events to the account's server, in the mode that the account is in. An event that is not
 * answered with HTTP 200 in five seconds is pushed again, up to three times; then it is lost, as
 * with WeChat.
 */
final class EventPusher {
  private static final Logger log = LoggerFactory.getLogger(EventPusher.class);
  private static final int MAX_PUSHES = 4;
  private static final FaultTarget TARGET = FaultTarget.WECHAT_MP_NOTIFY;

  private final PushSeal seal;
  private final PushModes modes;
  private final URI portal;
  private final SandboxProperties.OfficialAccount settings;
  private final Http http;
  private final Sender sender;
  private final HeldBack heldBack;
  private final Faults faults;
  private final ReceivedMessages messages;
  private final Clock clock;

  EventPusher(
      PushSeal seal, PushModes modes, URI portal, ReceivedMessages messages, Pushing pushing) {
    this.seal = seal;
    this.modes = modes;
    this.portal = portal;
    this.messages = messages;
    this.settings = pushing.properties().officialAccount();
    this.http = pushing.http();
    this.sender = pushing.sender();
    this.heldBack = pushing.heldBack();
    this.faults = pushing.faults();
    this.clock = pushing.clock();
  }

  /** Pushes the event soon; the caller does not wait for it. */
  void push(AccountEvent event) {
    push(event, Duration.ZERO);
  }

  /** Pushes the event after a while, or later where a fault delays it. */
  void push(AccountEvent event, Duration least) {
    if (faults.strikes(TARGET, FaultKind.DROP_NOTIFY)) {
      return;
    }
    Optional<Fault> reorder = faults.strike(TARGET, FaultKind.REORDER);
    if (reorder.isPresent()) {
      heldBack.hold(TARGET, Duration.ofMillis(reorder.get().millis()), () -> attempt(event, 1));
      return;
    }
    Duration delay =
        faults
            .strike(TARGET, FaultKind.DELAY)
            .map(fault -> Duration.ofMillis(fault.millis()))
            .filter(fault -> fault.compareTo(least) > 0)
            .orElse(least);
    sender.after(
        delay,
        () -> {
          attempt(event, 1);
          heldBack.release(TARGET);
        });
    if (faults.strikes(TARGET, FaultKind.DUPLICATE_NOTIFY)) {
      sender.after(delay, () -> attempt(event, MAX_PUSHES));
    }
  }

  private void attempt(AccountEvent event, int number) {
    PushMode mode = modes.mode();
    Http.@Nullable Answer answer = transmit(event, mode);
    if (answer != null && answer.status() == 200) {
      PassiveReply.textOf(answer.body(), mode, seal)
          .ifPresent(reply -> messages.reply(event.openid(), reply));
      return;
    }
    log.info(
        "Event for {} was not answered, push {} of {}: {}",
        portal,
        number,
        MAX_PUSHES,
        answer == null ? "no answer" : "HTTP " + answer.status());
    if (number < MAX_PUSHES) {
      sender.after(settings.retryDelay(), () -> attempt(event, number + 1));
    }
  }

  private Http.@Nullable Answer transmit(AccountEvent event, PushMode mode) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    String nonce = Randoms.digits(10);
    boolean forged = faults.strikes(TARGET, FaultKind.BAD_SIGNATURE);
    String query =
        "?signature="
            + signature(forged, timestamp, nonce)
            + "&timestamp="
            + timestamp
            + "&nonce="
            + nonce
            + "&openid="
            + event.openid();
    String body = event.xml();
    if (mode != PushMode.PLAIN) {
      String encrypted = seal.encrypt(event.xml());
      query += "&encrypt_type=aes&msg_signature=" + signature(forged, timestamp, nonce, encrypted);
      body = event.with(encrypted, mode);
    }
    return post(query, body);
  }

  private String signature(boolean forged, String... parts) {
    return forged ? PushSeal.signatureBy("not the token", parts) : seal.signature(parts);
  }

  private Http.@Nullable Answer post(String query, String body) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(portal + query))
              .header("Content-Type", "text/xml")
              .header("User-Agent", "Mozilla/4.0")
              .timeout(settings.answerTimeout())
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build());
    } catch (IOException e) {
      log.debug("{} got no answer", portal, e);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
