package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import com.zhaoli.pay.sandbox.keys.Randoms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The QR codes that the account has made and that have not ended; permanent ones never do. */
public final class QrTickets {
  private final Clock clock;
  private final int maxPermanent;
  private final JournaledMap<QrTicket> tickets;
  private final JournaledMap<QrTicket> permanentByScene;

  QrTickets(AccountJournal journal, SandboxProperties properties, Clock clock) {
    this.clock = clock;
    this.tickets =
        journal.open(
            "qr-tickets", QrTicket.class, properties.maxOrders(), ticket -> !isAlive(ticket));
    this.maxPermanent = properties.officialAccount().maxPermanentCodes();
    this.permanentByScene =
        journal.open("permanent-qr-codes", QrTicket.class, maxPermanent, ticket -> false);
  }

  QrTicket create(String scene, Duration life) {
    QrTicket ticket = newTicket(scene, clock.instant().plus(life));
    tickets.put(ticket.ticket(), ticket);
    return ticket;
  }

  /** The permanent code of a scene: the one that there is, or a new one. */
  synchronized QrTicket permanent(String scene) {
    Optional<QrTicket> known = permanentByScene.get(scene);
    if (known.isPresent()) {
      return known.get();
    }
    if (permanentByScene.values().size() >= maxPermanent) {
      throw new WechatError(45029, "qrcode count out of limit");
    }
    QrTicket ticket = newTicket(scene, null);
    permanentByScene.put(scene, ticket);
    return ticket;
  }

  private QrTicket newTicket(String scene, @Nullable Instant expiresAt) {
    return new QrTicket(
        "gQ" + Randoms.alphanumeric(92) + "==",
        scene,
        "http://weixin.qq.com/q/02" + Randoms.alphanumeric(22),
        clock.instant(),
        expiresAt);
  }

  /** The code with this ticket, unless it has ended. */
  public Optional<QrTicket> find(String ticket) {
    return tickets
        .get(ticket)
        .filter(this::isAlive)
        .or(() -> permanent(code -> code.ticket().equals(ticket)));
  }

  /** The code with this content, unless it has ended. */
  public Optional<QrTicket> findByUrl(String url) {
    return tickets.newest(1, ticket -> ticket.url().equals(url)).stream()
        .filter(this::isAlive)
        .findFirst()
        .or(() -> permanent(code -> code.url().equals(url)));
  }

  /** The newest codes that can be scanned. */
  public List<QrTicket> newest(int limit) {
    return Stream.concat(
            tickets.newest(limit, this::isAlive).stream(),
            permanentByScene.newest(limit, code -> true).stream())
        .sorted(Comparator.comparing(QrTicket::createdAt).reversed())
        .limit(limit)
        .toList();
  }

  private Optional<QrTicket> permanent(Predicate<QrTicket> wanted) {
    return permanentByScene.newest(1, wanted).stream().findFirst();
  }

  private boolean isAlive(QrTicket ticket) {
    Instant expiresAt = ticket.expiresAt();
    return expiresAt == null || expiresAt.isAfter(clock.instant());
  }
}
