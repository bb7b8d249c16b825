package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.sync.SyncSweep;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The service with its sweeps in a test's hand: nothing but the test's own payments is due, time
 * passes when the test says so, and the sweeps run when it says so. The service's clock stands
 * still meanwhile, so that nothing becomes due because a step took long; what a test writes into
 * rows is therefore reckoned from {@link #clock} and not from the database's.
 */
public abstract class RunningSweeps extends RunningWithBroker {
  protected static final long FEN = 1_230;
  private static final EventBatchCodec CODEC = new EventBatchCodec();
  private static final int SOME = 50;

  @Autowired protected SyncSweep sweep;

  @BeforeEach
  void timeStandsStill() {
    CLOCK.stop();
  }

  @AfterEach
  void timeGoesOn() {
    CLOCK.goOn();
  }

  @BeforeEach
  void nothingIsDue() {
    jdbc.update("UPDATE payment_attempt SET next_sync_at = NULL WHERE next_sync_at IS NOT NULL");
    jdbc.update("UPDATE payment_refund SET next_sync_at = NULL WHERE next_sync_at IS NOT NULL");
    jdbc.update("UPDATE payment SET close_due_at = NULL WHERE close_due_at IS NOT NULL");
  }

  /** The same as if the payment and all that belongs to it had happened so much earlier. */
  protected void letPass(String paymentNo, Duration time) {
    long millis = time.toMillis();
    shift("payment", paymentNo, millis, "created_at", "expires_at", "close_due_at");
    shift("payment_attempt", paymentNo, millis, "created_at", "call_until", "next_sync_at");
    shift("payment_refund", paymentNo, millis, "created_at", "next_sync_at", "unheard_until");
  }

  private void shift(String table, String paymentNo, long millis, String... columns) {
    StringBuilder set = new StringBuilder();
    for (String column : columns) {
      set.append(set.isEmpty() ? "" : ", ")
          .append("%s = %s - INTERVAL %d MICROSECOND".formatted(column, column, millis * 1_000));
    }
    jdbc.update("UPDATE " + table + " SET " + set + " WHERE payment_no = ?", paymentNo);
  }

  /** Asks the channels for the orders that are due. */
  protected SyncSweep.Summary sweepOrders() {
    return sweep.sweep(0, 1, SOME);
  }

  /** A payment of a method, and the order that was opened for it. */
  protected Pending pending(Channel channel, Answer created) {
    assertThat(created.status()).as("created: %s", created).isEqualTo(201);
    String paymentNo = created.field("paymentNo");
    return new Pending(channel, paymentNo, attemptOf(paymentNo), new Money(FEN));
  }

  /** A payment that is paid here and there, without its callback having been the way. */
  protected Pending paid(Channel channel) {
    Pending payment = pending(channel);
    wallet(channel).pay(payment.attemptNo(), payment.amount());
    Answer told = deliver(channel, wallet(channel).notice(payment.paid()));
    assertThat(isAccepted(channel, told)).isTrue();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
    return payment;
  }

  protected Answer read(String paymentNo) {
    return call("GET", "/openapi/v1/payments/" + paymentNo, "", MERCHANT);
  }

  protected Answer act(String paymentNo, String verb) {
    return call("POST", "/openapi/v1/payments/" + paymentNo + "/" + verb, "", MERCHANT);
  }

  /** A request for a payment of this method; what else it holds comes on top. */
  protected static String request(String method, Map<String, ?> more) {
    Map<String, Object> request = new HashMap<>();
    request.put("outTradeNo", newOutTradeNo());
    request.put("amount", FEN);
    request.put("subject", "商品");
    request.put("method", method);
    request.putAll(more);
    return JSON.writeValueAsString(request);
  }

  /** The events of a payment, in the order of their versions, which count from one. */
  protected List<PaymentEvent> told(String paymentNo) {
    List<byte[]> members =
        jdbc.query(
            "SELECT member FROM outbox_event WHERE payment_no = ? ORDER BY version",
            (row, number) -> row.getBytes("member"),
            paymentNo);
    if (members.isEmpty()) {
      return List.of();
    }
    List<PaymentEvent> events =
        CODEC.split(CODEC.frame(members)).stream()
            .map(member -> ((BatchMember.Intact) member).event())
            .toList();
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).version()).as("versions count from one").isEqualTo(i + 1);
    }
    return events;
  }

  protected List<EventType> typesTold(String paymentNo) {
    return told(paymentNo).stream().map(PaymentEvent::type).toList();
  }

  /** This long after the service's now, or before it, as a column takes it. */
  protected Timestamp in(Duration time) {
    return Timestamp.from(clock.instant().plus(time));
  }

  protected String attemptStatus(String attemptNo) {
    return String.valueOf(
        jdbc.queryForObject(
            "SELECT status FROM payment_attempt WHERE attempt_no = ?", String.class, attemptNo));
  }

  protected List<Map<String, Object>> refundsOf(String paymentNo) {
    return jdbc.queryForList(
        "SELECT refund_no, attempt_no, origin, status, amount_fen, failure_code FROM payment_refund"
            + " WHERE payment_no = ? ORDER BY refund_no",
        paymentNo);
  }

  protected int count(String sql, Object... arguments) {
    Integer count = jdbc.queryForObject("SELECT COUNT(*) FROM " + sql, Integer.class, arguments);
    return count == null ? 0 : count;
  }

  /** A counter of the database server, since it was started. */
  protected long serverCounts(String name) {
    return jdbc.query(
            "SHOW GLOBAL STATUS LIKE '" + name + "'", (row, number) -> row.getLong("Value"))
        .get(0);
  }
}
