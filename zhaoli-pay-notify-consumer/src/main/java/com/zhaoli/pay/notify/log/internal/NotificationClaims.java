package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.sql.StatementList;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Claims of many rows at once. The text for each number of rows is made once: to have MyBatis put
 * it together for each batch took a tenth of this service's time.
 */
@Component
@CrossTenant("A batch holds events of many merchants; each row carries its own merchantNo.")
public class NotificationClaims {
  /** So many that the driver still keeps the statement, see {@link #text}. */
  static final int ROWS = 160;

  /** What all rows have in common, for the statements of the same transaction. */
  private static final String BEGIN =
      """
      SET @o = ?, @s = 'DELIVERING', @n = UTC_TIMESTAMP(3),
        @l = TIMESTAMPADD(MICROSECOND, ?, UTC_TIMESTAMP(3)),
        @d = IF(?, TIMESTAMPADD(MICROSECOND, ?, UTC_TIMESTAMP(3)), NULL)
      """;

  private static final String HEAD =
      """
      INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
        target_kind, merchant_no, event_type, payload, attempts, status, owner, lease_until,
        due_at, created_at, updated_at)
      VALUES
      """;

  private static final String ROW = "(?,?,?,?,?,?,?,?,?,?,@s,@o,@l,@d,@n,@n)";

  /** The assignments are made from left to right; {@code owner} first decides all others. */
  private static final String TAIL =
      """

      ON DUPLICATE KEY UPDATE
        owner = IF(
          (status IN ('PENDING', 'RETRYING')
            OR (status = 'DELIVERING'
              AND (owner = VALUES(owner) OR lease_until <= UTC_TIMESTAMP(3))))
          AND attempts <= VALUES(attempts),
          VALUES(owner), owner),
        lease_until = IF(owner = VALUES(owner), VALUES(lease_until), lease_until),
        due_at = IF(owner = VALUES(owner),
          COALESCE(VALUES(due_at), IF(due_at IS NULL, NULL, VALUES(lease_until))), due_at),
        attempts = IF(owner = VALUES(owner), VALUES(attempts), attempts),
        payload = COALESCE(payload, VALUES(payload)),
        updated_at = IF(owner = VALUES(owner), VALUES(updated_at), updated_at),
        status = IF(owner = VALUES(owner), 'DELIVERING', status)
      """;

  private final JdbcTemplate sql;
  private final RowBatches batches;

  /** As many as a {@link StatementList} has lengths. */
  private final Map<Integer, String> texts = new ConcurrentHashMap<>();

  NotificationClaims(JdbcTemplate sql, RowBatches batches) {
    this.sql = sql;
    this.batches = batches;
  }

  /**
   * Claims rows for {@code owner} that the broker brings back, of which none is there yet, all or
   * none. It takes the database three quarters of the time of {@link #insert}, and what was claimed
   * need not be read.
   *
   * @throws DuplicateKeyException when one of them is there
   */
  @Transactional
  public void insertNew(String owner, long leaseMicros, List<NotificationDO> rows) {
    begin(owner, leaseMicros, false);
    batches.insert(HEAD, ROW, rows, NotificationClaims::fill);
  }

  /**
   * Claims rows for {@code owner}, all or none: new ones and those that are free: waiting, or
   * leased by somebody whose lease ran out, and not ahead of the claimant in attempts. Who got what
   * is read afterwards, since drivers count updated rows differently.
   */
  @Transactional
  public void insert(String owner, long leaseMicros, boolean polled, List<NotificationDO> rows) {
    begin(owner, leaseMicros, polled);
    for (int i = 0; i < rows.size(); i += ROWS) {
      List<NotificationDO> some =
          StatementList.of(rows.subList(i, Math.min(rows.size(), i + ROWS)));
      sql.update(
          texts.computeIfAbsent(some.size(), NotificationClaims::text),
          statement -> {
            int next = 1;
            for (NotificationDO row : some) {
              next = fill(statement, next, row);
            }
          });
    }
  }

  private void begin(String owner, long leaseMicros, boolean polled) {
    sql.update(BEGIN, owner, leaseMicros, polled, leaseMicros);
  }

  /**
   * What is the same for all rows is said once, and a row has no spaces that it does not need: the
   * driver keeps no text above 8,192 characters, and what it does not keep the server reads anew
   * each time, which is a third of the whole cost.
   */
  static String text(int rows) {
    return HEAD + String.join(",", Collections.nCopies(rows, ROW)) + TAIL;
  }

  private static int fill(PreparedStatement statement, int from, NotificationDO row)
      throws SQLException {
    int i = from;
    statement.setString(i++, row.getNotificationNo());
    statement.setString(i++, row.getPaymentNo());
    statement.setString(i++, row.getEventId());
    statement.setString(i++, row.getTarget());
    statement.setInt(i++, row.getDeliverySeq());
    statement.setString(i++, row.getTargetKind().name());
    statement.setString(i++, row.getMerchantNo());
    statement.setString(i++, row.getEventType());
    statement.setBytes(i++, row.getPayload());
    statement.setInt(i++, row.getAttempts());
    return i;
  }
}
