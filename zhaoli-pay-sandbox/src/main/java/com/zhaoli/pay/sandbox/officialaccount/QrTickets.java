package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.journal.Journal;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import com.zhaoli.pay.sandbox.keys.Randoms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The QR codes that the account has made and that have not ended. */
@Component
public final class QrTickets {
  private final Clock clock;
  private final JournaledMap<QrTicket> tickets;

  QrTickets(Journal journal, SandboxProperties properties, Clock clock) {
    this.clock = clock;
    this.tickets =
        journal.open(
            "qr-tickets",
            QrTicket.class,
            properties.maxOrders(),
            ticket -> !ticket.expiresAt().isAfter(clock.instant()));
  }

  QrTicket create(String scene, Duration life) {
    Instant now = clock.instant();
    QrTicket ticket =
        new QrTicket(
            "gQ" + Randoms.alphanumeric(92) + "==",
            scene,
            "http://weixin.qq.com/q/02" + Randoms.alphanumeric(22),
            now,
            now.plus(life));
    tickets.put(ticket.ticket(), ticket);
    return ticket;
  }

  /** The code with this ticket, unless it has ended. */
  public Optional<QrTicket> find(String ticket) {
    return tickets.get(ticket).filter(this::isAlive);
  }

  /** The code with this content, unless it has ended. */
  public Optional<QrTicket> findByUrl(String url) {
    return tickets.newest(1, ticket -> ticket.url().equals(url)).stream()
        .filter(this::isAlive)
        .findFirst();
  }

  /** The newest codes that can be scanned. */
  public List<QrTicket> newest(int limit) {
    return tickets.newest(limit, this::isAlive);
  }

  private boolean isAlive(QrTicket ticket) {
    return ticket.expiresAt().isAfter(clock.instant());
  }
}
