package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.testing.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Two instances, the second of which can lose its database, its Redis or merchant-service. */
class PortalOutageIT extends RunningService {
  private static final int AT_ONCE = 280;

  private static SlowRelay database;
  private static SlowRelay cache;
  private static ConfigurableApplicationContext second;
  private static int secondPort;

  @BeforeAll
  static void aSecondInstanceRuns(@Autowired Environment first) {
    database = new SlowRelay(TestServers.mariadb().port());
    cache = new SlowRelay(TestServers.redis().port());
    second = another(first, cache.port(), database.port());
    secondPort = portOf(second);
  }

  @AfterAll
  static void theSecondInstanceEnds() {
    second.close();
  }

  @AfterEach
  void nothingIsLeftForTheNextTest() {
    database.goOn();
    cache.goOn();
    MERCHANTS.nextStatuses.clear();
  }

  @Test
  void aDatabaseThatHangsHoldsNoPushBeyondFiveSecondsAndWhatWasRefusedIsDoneWhenItGoesOn() {
    String leaver = openid();
    String writer = openid();
    String leave = event(leaver, now(), "unsubscribe", "<EventKey></EventKey>");
    String write = written(writer);
    database.hang();

    Timed left = timed(secondPort, leave);
    Timed wrote = timed(secondPort, write);
    Timed leftAgain = timed(secondPort, leave);
    Timed wroteAgain = timed(secondPort, write);

    assertThat(List.of(left, wrote, leftAgain, wroteAgain))
        .allMatch(push -> push.answer().status() == 503);
    assertInTime(left, leftAgain);
    assertInTime(wrote, wroteAgain);
    database.goOn();

    await().until(() -> statusOf(leaver).equals(List.of("DONE")) && answersTo(writer) == 1);
    await().until(() -> hasActed(writer));
    assertThat(MERCHANTS.unbindingsOf(leaver)).hasSize(1);
    assertThat(timed(secondPort, leave).answer().body()).isEqualTo("success");
    assertThat(timed(port, write).answer().body()).isEqualTo("success");
    assertThat(answersTo(writer)).isEqualTo(1);
  }

  @Test
  void whatOneInstanceCouldNotStoreAndAnotherDidIsDoneOnce() {
    String leaver = openid();
    String writer = openid();
    String leave = event(leaver, now(), "unsubscribe", "<EventKey></EventKey>");
    String write = written(writer);
    database.hang();
    assertThat(timed(secondPort, leave).answer().status()).isEqualTo(503);
    assertThat(timed(secondPort, write).answer().status()).isEqualTo(503);

    assertThat(push(leave).body()).isEqualTo("success");
    assertThat(push(write).body()).contains("<xml>");
    database.goOn();

    String later = openid();
    await().until(() -> timed(secondPort, written(later)).answer().body().contains("<xml>"));
    await().until(() -> statusOf(leaver).equals(List.of("DONE")));
    assertThat(MERCHANTS.unbindingsOf(leaver)).hasSize(1);
    assertThat(answersTo(writer)).as("beside the answer to the push").isZero();
  }

  @Test
  void manyPushesWhileTheDatabaseHangsAreAllAnsweredInTime() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
    List<String> openids = new ArrayList<>();
    try {
      // As an instance that has run for a while: it has its threads, and its code is compiled. So
      // many at once may be too many for the first time, and are refused then.
      slowest(sent(senders, new ArrayList<>()), 200, 503);
      Duration healthy = slowest(sent(senders, new ArrayList<>()), 200, 503);
      // What so many at once take on this machine anyway is not the database's doing.
      Duration inTime = OF_WECHAT.plus(healthy);
      database.hang();

      Duration slowest = slowest(sent(senders, openids), 503);
      for (int round = 1; round < 4 && slowest.compareTo(inTime) >= 0; round++) {
        slowest = slowest(sent(senders, openids), 503);
      }
      // Who waits for a thread that waits for the database does so in each round.
      assertThat(slowest).isLessThan(inTime);
    } finally {
      database.goOn();
      senders.shutdownNow();
      senders.awaitTermination(10, TimeUnit.SECONDS);
    }

    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(openids)
                    .allSatisfy(
                        openid ->
                            assertThat(answersTo(openid) + statusOf(openid).size()).isEqualTo(1)));
  }

  /** How long the slowest took; each had one of these answers. */
  private static Duration slowest(List<Future<Timed>> pushes, Integer... statuses)
      throws Exception {
    Duration slowest = Duration.ZERO;
    for (Future<Timed> push : pushes) {
      assertThat(push.get().answer().status()).isIn((Object[]) statuses);
      slowest = Collections.max(List.of(slowest, push.get().took()));
    }
    return slowest;
  }

  /** Half of them events, half of them texts; each of somebody else. */
  private List<Future<Timed>> sent(ExecutorService senders, List<String> openids) {
    List<Future<Timed>> pushes = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      String openid = openid();
      openids.add(openid);
      String xml = i % 2 == 0 ? scan(openid, now(), "unknown") : written(openid);
      pushes.add(senders.submit(() -> timed(secondPort, xml)));
    }
    return pushes;
  }

  @Test
  void aRedisThatHangsDelaysNoPushBeyondFiveSeconds() {
    cache.hang();
    String openid = openid();
    String xml = event(openid, now(), "unsubscribe", "<EventKey></EventKey>");

    Timed once = timed(secondPort, xml);
    Timed again = timed(secondPort, xml);

    assertThat(List.of(once, again)).allMatch(push -> push.answer().body().equals("success"));
    assertInTime(once, again);
    await().until(() -> statusOf(openid).equals(List.of("DONE")));
    assertThat(MERCHANTS.unbindingsOf(openid)).hasSize(1);
  }

  @Test
  void anInstanceThatNeverFoundRedisTakesPushesInAndAnswersThem(@Autowired Environment first)
      throws IOException {
    SlowRelay gone = new SlowRelay(TestServers.redis().port());
    gone.cut();
    try (ConfigurableApplicationContext third =
        another(first, gone.port(), TestServers.mariadb().port())) {
      String openid = openid();
      String xml = event(openid, now(), "unsubscribe", "<EventKey></EventKey>");

      Timed once = timed(portOf(third), xml);
      Timed again = timed(portOf(third), xml);
      Timed written = timed(portOf(third), written(openid()));
      Timed writtenToo = timed(portOf(third), written(openid()));

      assertInTime(once, again);
      assertInTime(written, writtenToo);
      assertThat(once.answer().body()).isEqualTo("success");
      assertThat(again.answer().body()).isEqualTo("success");
      assertThat(written.answer().body()).contains("<xml>");
      await().until(() -> MERCHANTS.unbindingsOf(openid).size() == 1);
      await().until(() -> statusOf(openid).equals(List.of("DONE")));
    }
  }

  @Test
  void aFollowerWhoLeavesWhileMerchantServiceIsAwayAndAnInstanceEndsIsUnboundOnce(
      @Autowired Environment first) {
    String openid = openid();
    MERCHANTS.nextStatuses.addAll(List.of(503, 503, 503, 503));
    ConfigurableApplicationContext dying =
        another(first, TestServers.redis().port(), TestServers.mariadb().port());
    try {
      String leave = event(openid, now(), "unsubscribe", "<EventKey></EventKey>");
      assertThat(timed(portOf(dying), leave).answer().body()).isEqualTo("success");
    } finally {
      dying.close();
    }

    await().atMost(Duration.ofMinutes(1)).until(() -> statusOf(openid).equals(List.of("DONE")));
    assertThat(MERCHANTS.unbindingsOf(openid)).hasSize(1);
  }

  private Timed timed(int instance, String xml) {
    return Timed.of(
        () -> call(instance, "", "POST", "/wechat/portal" + signed(now()), "text/xml", xml));
  }

  private static int answersTo(String openid) {
    return WECHAT.customerMessagesTo(openid).size();
  }

  private boolean hasActed(String openid) {
    return !jdbc.queryForList(
            "SELECT id FROM wechat_follower WHERE openid = ? AND last_act_at IS NOT NULL", openid)
        .isEmpty();
  }

  private List<String> statusOf(String openid) {
    return jdbc.queryForList(
        "SELECT status FROM wechat_event WHERE openid = ?", String.class, openid);
  }
}
