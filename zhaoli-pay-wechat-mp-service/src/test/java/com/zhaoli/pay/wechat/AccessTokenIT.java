package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.testing.TestServers;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.api.WxMpService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Four instances of the service and WeChat, which counts the tokens it is asked for. */
class AccessTokenIT extends RunningService {
  private static final int CALLERS = 64;

  /** So long a token that was refused and is given again stays where it is. */
  private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

  /** WxJava's errcode where there was no answer. */
  private static final int NO_ANSWER = -99;

  private static final String TOKEN_KEY = "zhaoli:wechat:access_token:{" + APP_ID + "}";
  private static final String LOCK_KEY = "zhaoli:wechat:access_token_lock:{" + APP_ID + "}";
  private static final String REFUSED_KEY = "zhaoli:wechat:access_token_refused:{" + APP_ID + "}";

  private static final List<ConfigurableApplicationContext> others = new ArrayList<>();
  private static final List<WxMpService> instances = new ArrayList<>();

  @BeforeAll
  static void fourInstancesRun(
      @Autowired Environment environment, @Autowired OfficialAccounts first) {
    instances.add(first.main().service());
    for (int i = 0; i < 3; i++) {
      ConfigurableApplicationContext other = another(environment, TestServers.redis().port());
      others.add(other);
      instances.add(other.getBean(OfficialAccounts.class).main().service());
    }
  }

  @AfterAll
  static void theOthersEnd() {
    others.forEach(ConfigurableApplicationContext::close);
    others.clear();
    instances.clear();
  }

  @AfterEach
  void wechatIsAsItWas() {
    WECHAT.tokenDelayMillis = 0;
    WECHAT.givesDeadTokens = false;
    WECHAT.refusedToken = 40001;
    WECHAT.nextTokenErrcodes.clear();
    redis.delete(List.of(TOKEN_KEY, LOCK_KEY, REFUSED_KEY));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 900})
  void sixtyFourCallersOnFourInstancesGetTheSameTokenAtAColdStart(long delayMillis)
      throws Exception {
    redis.delete(TOKEN_KEY);
    WECHAT.tokenDelayMillis = delayMillis;
    int before = WECHAT.tokensGiven.get();

    List<String> tokens = onAll(WxMpService::getAccessToken);

    assertThat(tokens).hasSize(CALLERS).containsOnly(WECHAT.currentToken(APP_ID));
    assertThat(WECHAT.tokensGiven.get() - before).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {40001, 40014, 42001})
  void aTokenThatIsNoLongerValidHealsOnceForAllInstances(int errcode) throws Exception {
    onAll(WxMpService::getAccessToken);
    WECHAT.refusedToken = errcode;
    WECHAT.invalidateToken();
    int before = WECHAT.tokensGiven.get();
    long begun = System.nanoTime();

    List<String> tickets = onAll(AccessTokenIT::call);

    assertThat(tickets).hasSize(CALLERS).allMatch(ticket -> ticket.startsWith("t-"));
    assertThat(WECHAT.tokensGiven.get() - before).isEqualTo(1);
    assertThat(redis.opsForValue().get(TOKEN_KEY)).isEqualTo(WECHAT.currentToken(APP_ID));
    boolean marked = Boolean.TRUE.equals(redis.hasKey(REFUSED_KEY));
    assertThat(marked || timesLeftAlone(begun) > 0).isTrue();
  }

  @Test
  void aClusterKeepsTheKeysOfAnAccountInOnePlace() {
    assertThat(List.of(SlotHash.getSlot(LOCK_KEY), SlotHash.getSlot(REFUSED_KEY)))
        .containsOnly(SlotHash.getSlot(TOKEN_KEY));
  }

  @Test
  void whereWechatRefusesWhatItGivesNotEveryCallAsksForAToken() throws Exception {
    WECHAT.givesDeadTokens = true;
    redis.delete(TOKEN_KEY);
    int before = WECHAT.tokensGiven.get();
    long begun = System.nanoTime();

    List<Integer> errcodes =
        onAll(
            service -> {
              try {
                call(service);
                return 0;
              } catch (WxErrorException e) {
                return e.getError().getErrorCode();
              }
            });

    // All hear WeChat's refusal, but for those that a busy machine keeps waiting for too long.
    assertThat(errcodes).hasSize(CALLERS).isSubsetOf(40001, NO_ANSWER).contains(40001);
    // One at first, one after the first refusal, and one more each time it was left alone for long.
    assertThat(WECHAT.tokensGiven.get() - before).isBetween(2, 2 + timesLeftAlone(begun));
    WECHAT.givesDeadTokens = false;
    await()
        .ignoreException(WxErrorException.class)
        .until(() -> call(instances.get(0)).startsWith("t-"));
  }

  @Test
  void anInstanceThatDiedWhileItAskedHoldsNobodyUpForLong() throws Exception {
    redis.delete(TOKEN_KEY);
    redis.opsForValue().set(LOCK_KEY, "one that died", Duration.ofSeconds(2));
    int before = WECHAT.tokensGiven.get();

    List<String> tokens = onAll(WxMpService::getAccessToken);

    assertThat(tokens).containsOnly(WECHAT.currentToken(APP_ID));
    assertThat(WECHAT.tokensGiven.get() - before).isEqualTo(1);
  }

  @Test
  void aLockThatNeverEndsKeepsNobodyFromTheToken() throws Exception {
    redis.delete(TOKEN_KEY);
    redis.opsForValue().set(LOCK_KEY, "a clock that stands still");

    assertThat(instances.get(0).getAccessToken()).isEqualTo(WECHAT.currentToken(APP_ID));
  }

  @Test
  void aRefusalToGiveATokenIsToldAndTheNextCallAsksAgain() throws Exception {
    redis.delete(TOKEN_KEY);
    WECHAT.nextTokenErrcodes.add(40164);

    assertThatThrownBy(() -> call(instances.get(0)))
        .isInstanceOfSatisfying(
            WxErrorException.class, e -> assertThat(e.getError().getErrorCode()).isEqualTo(40164));
    assertThat(call(instances.get(0))).startsWith("t-");
  }

  /** How many times since then a token that was refused can have been left alone to the end. */
  private static int timesLeftAlone(long begun) {
    return Math.toIntExact((System.nanoTime() - begun) / LEFT_ALONE.toNanos());
  }

  private interface Use<T> {
    T of(WxMpService service) throws WxErrorException;
  }

  /** All callers at once, as many on each instance. */
  private static <T> List<T> onAll(Use<T> use) throws Exception {
    AtomicInteger turn = new AtomicInteger();
    Callable<T> call = () -> use.of(instances.get(turn.getAndIncrement() % instances.size()));
    return atOnce(CALLERS, call);
  }

  private static String call(WxMpService service) throws WxErrorException {
    return service
        .getQrcodeService()
        .qrCodeCreateTmpTicket("scn_" + UUID.randomUUID(), 60)
        .getTicket();
  }
}
