package com.zhaoli.pay.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorIT extends RunningService {

  @BeforeEach
  void nobodyIsLocked() {
    jdbc.update("DELETE FROM login_attempt");
  }

  @Test
  void theFirstOperatorLogsInAndIsRecognised() {
    Answer session = logIn("admin", ADMIN_PASSWORD);

    assertThat(session.status()).isEqualTo(201);
    assertThat(session.header("Cache-Control")).isEqualTo("no-store");
    assertThat(session.json().path("roles").toString()).isEqualTo("[\"ADMIN\"]");
    Duration life = Duration.between(Instant.now(), Instant.parse(session.text("expiresAt")));
    assertThat(life).isBetween(Duration.ofMinutes(479), Duration.ofHours(8));
    Answer identity = verify(session.text("token"));
    assertThat(identity.status()).isEqualTo(200);
    assertThat(identity.text("operatorNo")).isEqualTo(session.text("operatorNo"));
    assertThat(identity.text("name")).isEqualTo("admin");
    assertThat(
            jdbc.queryForList("SELECT token_hash FROM operator_session", String.class).toString())
        .doesNotContain(session.text("token"));
    assertThat(
            jdbc.queryForObject(
                "SELECT password_hash FROM operator_account WHERE username = 'admin'",
                String.class))
        .startsWith("$2a$12$");
  }

  @Test
  void aTokenThatIsUnknownExpiredOrOfADisabledOperatorIsNotRecognised() {
    String token = logIn("admin", ADMIN_PASSWORD).text("token");

    assertThat(verify("ops_" + "x".repeat(43)).status()).isEqualTo(401);
    assertThat(verify("").status()).isEqualTo(401);
    jdbc.update("UPDATE operator_account SET status = 'DISABLED'");
    assertThat(verify(token).status()).isEqualTo(401);
    assertThat(logIn("admin", ADMIN_PASSWORD).text("code")).isEqualTo("OPERATOR_LOGIN_FAILED");
    jdbc.update("UPDATE operator_account SET status = 'ENABLED'");
    assertThat(verify(token).status()).isEqualTo(200);
    jdbc.update("UPDATE operator_session SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND");
    assertThat(verify(token).text("code")).isEqualTo("OPERATOR_UNAUTHENTICATED");
  }

  @Test
  void aNameIsLockedAfterFiveTriesWhetherItExistsOrNot() {
    for (String name : List.of("admin", "nobody-" + UUID.randomUUID())) {
      for (int i = 0; i < 5; i++) {
        assertThat(logIn(name, "wrong").text("code")).isEqualTo("OPERATOR_LOGIN_FAILED");
      }
      Answer locked = logIn(name, ADMIN_PASSWORD);
      assertThat(locked.status()).isEqualTo(429);
      assertThat(locked.text("code")).isEqualTo("OPERATOR_LOCKED");
      assertThat(Long.parseLong(String.valueOf(locked.header("Retry-After"))))
          .isBetween(800L, 900L);
    }
  }

  @Test
  void aLockEndsAndTheRightPasswordForgetsTheTries() {
    for (int i = 0; i < 6; i++) {
      logIn("admin", "wrong");
    }
    jdbc.update("UPDATE login_attempt SET locked_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND");

    assertThat(logIn("admin", "wrong").text("code")).isEqualTo("OPERATOR_LOGIN_FAILED");
    assertThat(logIn("admin", ADMIN_PASSWORD).status()).isEqualTo(201);
    assertThat(jdbc.queryForList("SELECT * FROM login_attempt")).isEmpty();
  }

  @Test
  void guessesAtOnceGetNoMoreTriesThanOneAfterAnother() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(20);
    try {
      List<Future<Answer>> guesses = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        guesses.add(pool.submit(() -> logIn("admin", "wrong")));
      }
      int compared = 0;
      for (Future<Answer> guess : guesses) {
        compared += guess.get().text("code").equals("OPERATOR_LOGIN_FAILED") ? 1 : 0;
      }
      assertThat(compared).isEqualTo(5);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aStrangersGuessesDoNotKeepTheOperatorOut() {
    for (int i = 0; i < 6; i++) {
      logInFrom("203.0.113.9", "admin", "wrong");
    }

    assertThat(logInFrom("203.0.113.9", "admin", ADMIN_PASSWORD).text("code"))
        .isEqualTo("OPERATOR_LOCKED");
    assertThat(logInFrom("198.51.100.7", "admin", ADMIN_PASSWORD).status()).isEqualTo(201);
  }

  @Test
  void aNameIsLockedEverywhereAfterFiftyTriesFromManyAddresses() {
    logInFrom("203.0.113.1", "admin", "wrong");
    jdbc.update(
        "UPDATE login_attempt SET failed = 49 WHERE username_hash = SHA2('login:admin', 256)");

    assertThat(logInFrom("203.0.113.2", "admin", "wrong").text("code"))
        .isEqualTo("OPERATOR_LOGIN_FAILED");
    assertThat(logInFrom("198.51.100.7", "admin", ADMIN_PASSWORD).text("code"))
        .isEqualTo("OPERATOR_LOCKED");
    assertThat(
            jdbc.queryForObject(
                "SELECT failed FROM login_attempt"
                    + " WHERE username_hash = SHA2('login:admin@198.51.100.7', 256)",
                Integer.class))
        .as("tries of the address that was refused")
        .isZero();
  }

  @Test
  void aLoginThatIsOneTooManyAtOnceTakesNoTry() throws Exception {
    AtomicInteger address = new AtomicInteger();

    List<Answer> answers =
        atOnce(30, () -> logInFrom("192.0.2." + address.incrementAndGet(), "admin", "wrong"));

    assertThat(answers).extracting(answer -> answer.text("code")).contains("RATE_LIMITED");
    assertThat(
            jdbc.queryForObject(
                "SELECT failed FROM login_attempt WHERE username_hash = SHA2('login:admin', 256)",
                Long.class))
        .isEqualTo(
            answers.stream()
                .filter(answer -> answer.text("code").equals("OPERATOR_LOGIN_FAILED"))
                .count());
  }

  @Test
  void refusedLoginsAreOnRecordWithTheirAddressAndUnknownNamesTogether() {
    String operatorNo = logIn("admin", ADMIN_PASSWORD).text("operatorNo");
    for (int i = 0; i < 6; i++) {
      logInFrom("203.0.113.77", "admin", "wrong");
    }
    logInFrom("203.0.113.78", "nobody-" + UUID.randomUUID(), "wrong");

    assertThat(
            jdbc.queryForList(
                "SELECT action FROM audit_log WHERE subject = ? AND detail = 'from 203.0.113.77'"
                    + " AND operator_no = 'nobody' ORDER BY id DESC LIMIT 2",
                String.class,
                operatorNo))
        .containsExactly("OPERATOR_LOGIN_LOCKED", "OPERATOR_LOGIN_FAILED");
    assertThat(
            jdbc.queryForList(
                "SELECT action FROM audit_log WHERE subject = 'unknown'"
                    + " AND detail = 'from 203.0.113.78'",
                String.class))
        .containsExactly("OPERATOR_LOGIN_FAILED");
  }

  @Test
  void loginsAreOnRecordAndMalformedOnesRefused() {
    String operatorNo = logIn("admin", ADMIN_PASSWORD).text("operatorNo");

    assertThat(
            jdbc.queryForList(
                "SELECT action FROM audit_log WHERE operator_no = ? ORDER BY id",
                String.class,
                operatorNo))
        .startsWith("OPERATOR_CREATED", "OPERATOR_LOGIN");
    assertThat(logIn("", "x").status()).isEqualTo(400);
    assertThat(logIn("admin ", ADMIN_PASSWORD).status()).as("another spelling").isEqualTo(400);
    assertThat(logIn("admin", "x".repeat(129)).status()).isEqualTo(400);
    assertThat(post("/ops/v1/sessions", Map.of("username", "admin")).send().status())
        .isEqualTo(400);
  }

  @Test
  void nobodyGetsInWithoutTheInternalCredential() {
    assertThat(
            get("/internal/v1/credentials?appId=a&keyId=k")
                .header("X-Zhaoli-Request-Id", "req_12345678")
                .send()
                .status())
        .isEqualTo(404);
    assertThat(withoutCredential("/internal/v1/credentials?appId=a&keyId=k")).isEqualTo(401);
    assertThat(withoutCredential("/onboarding/")).isEqualTo(401);
    assertThat(withoutCredential("/actuator/health")).isEqualTo(200);
    assertThat(withoutCredential("/actuator/env")).isEqualTo(401);
  }

  private int withoutCredential(String path) {
    return getBare(path).status();
  }

  private Answer logIn(String username, String password) {
    return post("/ops/v1/sessions", Map.of("username", username, "password", password)).send();
  }

  private Answer logInFrom(String address, String username, String password) {
    return post("/ops/v1/sessions", Map.of("username", username, "password", password))
        .header("X-Forwarded-For", address)
        .send();
  }

  private Answer verify(String token) {
    return post("/internal/v1/operator-sessions/verify", Map.of("token", token)).send();
  }
}
