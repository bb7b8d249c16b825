package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.id.Ids;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of followers and syncs are removed when they ended long enough ago. */
class FollowerCleanupIT extends RunningService {
  /** Of no account that anybody works for. */
  private static final String ACCOUNT = "wxf01l0wer5c1eanup";

  @BeforeEach
  @AfterEach
  void nothingOfTheAccount() {
    jdbc.update(
        "DELETE i FROM follower_change_item i JOIN follower_change c USING (change_no)"
            + " WHERE c.app_id = ?",
        ACCOUNT);
    jdbc.update("DELETE FROM follower_change WHERE app_id = ?", ACCOUNT);
    jdbc.update("DELETE FROM follower_sync WHERE app_id = ?", ACCOUNT);
  }

  @Test
  void aChangeThatEndedLongAgoGoesWithItsFollowersAndOneThatIsUnderWayStays() {
    String endedLately = change(200, "DONE", 179);
    String underWay = change(200, "RUNNING", null);
    String begunLately = change(0, "DONE", 0);
    List<String> ended =
        List.of(
            change(181, "DONE", 181),
            change(181, "PARTLY", 181),
            change(200, "REFUSED", 181),
            change(200, "GIVEN_UP", 181));

    await()
        .untilAsserted(
            () ->
                assertThat(numbers("SELECT change_no FROM follower_change WHERE app_id = ?"))
                    .containsExactlyInAnyOrder(endedLately, underWay, begunLately));
    for (String changeNo : ended) {
      assertThat(followersOf(changeNo)).isZero();
    }
    for (String changeNo : List.of(endedLately, underWay, begunLately)) {
      assertThat(followersOf(changeNo)).isEqualTo(3);
    }
  }

  @Test
  void manyThatEndedAreRemovedInSeveralSteps() {
    int many = 130;
    for (int i = 0; i < many; i++) {
      change(181, "DONE", 181);
      sync(181, "DONE", 181);
    }

    await()
        .untilAsserted(
            () -> {
              assertThat(numbers("SELECT change_no FROM follower_change WHERE app_id = ?"))
                  .isEmpty();
              assertThat(numbers("SELECT run_no FROM follower_sync WHERE app_id = ?")).isEmpty();
            });
  }

  @Test
  void aSyncThatEndedLongAgoGoesAndOneThatIsUnderWayStays() {
    String endedLately = sync(200, "STOPPED", 179);
    String underWay = sync(200, "RUNNING", null);
    sync(181, "DONE", 181);
    sync(181, "FAILED", 181);
    sync(200, "STOPPED", 181);

    await()
        .untilAsserted(
            () ->
                assertThat(numbers("SELECT run_no FROM follower_sync WHERE app_id = ?"))
                    .containsExactlyInAnyOrder(endedLately, underWay));
  }

  /** A change of three followers, begun and ended so many days ago. */
  private String change(int begun, String status, @Nullable Integer ended) {
    String changeNo = old("flc_", begun);
    jdbc.update(
        """
        INSERT INTO follower_change (change_no, app_id, kind, tag_id, operator_no, status, total,
               done, refused, attempts, next_attempt_at, created_at)
        VALUES (?, ?, 'TAG', 7, 'opr_test', 'RUNNING', 3, 0, 0, 0, '2999-01-01', ?)
        """,
        changeNo,
        ACCOUNT,
        daysAgo(begun));
    int followers =
        jdbc.update(
            """
            INSERT INTO follower_change_item (change_no, openid, status)
            VALUES (?, 'o1', 'PENDING'), (?, 'o2', 'PENDING'), (?, 'o3', 'PENDING')
            """,
            changeNo,
            changeNo,
            changeNo);
    assertThat(followers).isEqualTo(3);
    // At last: from here on it may be removed.
    jdbc.update(
        "UPDATE follower_change SET status = ?, settled_at = ? WHERE change_no = ?",
        status,
        ended == null ? null : daysAgo(ended),
        changeNo);
    return changeNo;
  }

  private String sync(int begun, String status, @Nullable Integer ended) {
    String runNo = old("fls_", begun);
    jdbc.update(
        """
        INSERT INTO follower_sync (run_no, app_id, running_app_id, status, phase, position, total,
               listed, found, gone, blocked, calls, restarts, attempts, next_attempt_at,
               started_by, started_at, settled_at)
        VALUES (?, ?, ?, ?, 'TAGS', '', 0, 0, 0, 0, 0, 0, 0, 0, '2999-01-01', 'opr_test', ?, ?)
        """,
        runNo,
        ACCOUNT,
        ended == null ? ACCOUNT : null,
        status,
        daysAgo(begun),
        ended == null ? null : daysAgo(ended));
    return runNo;
  }

  private int followersOf(String changeNo) {
    return numbers("SELECT openid FROM follower_change_item WHERE change_no = ?", changeNo).size();
  }

  private List<String> numbers(String sql) {
    return numbers(sql, ACCOUNT);
  }

  private List<String> numbers(String sql, String of) {
    return jdbc.queryForList(sql, String.class, of);
  }

  /** A number of so many days ago. */
  private static String old(String prefix, int days) {
    String time = Ids.lowest(prefix, Instant.now().minus(Duration.ofDays(days)));
    return time.substring(0, prefix.length() + 10)
        + Ids.withPrefix(prefix).substring(prefix.length() + 10);
  }

  private static Timestamp daysAgo(int days) {
    return Timestamp.from(Instant.now().minus(Duration.ofDays(days)));
  }
}
