package com.zhaoli.pay.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import tools.jackson.databind.JsonNode;

/** Administrators keep the operators, and operators their own accounts. */
class OperatorsIT extends RunningService {
  private static final String OWN = ADMIN_PASSWORD;
  private static final String OTHER = "nine brass umbrellas";

  @Autowired
  @Qualifier("firstOperator") private ApplicationRunner firstOperator;

  private String admin = "";

  @BeforeEach
  void theAdministratorIsThere() {
    oneAdministrator();
    admin = identity(logIn("admin", ADMIN_PASSWORD).text("token")).text("operatorNo");
  }

  @AfterEach
  void oneAdministrator() {
    jdbc.update("DELETE FROM login_attempt");
    jdbc.update("DELETE FROM operator_session");
    jdbc.update("UPDATE operator_account SET status = 'DISABLED' WHERE username <> 'admin'");
    jdbc.update(
        "UPDATE operator_account SET status = 'ENABLED', roles = 'ADMIN', initial_until = NULL"
            + " WHERE username = 'admin'");
  }

  @Test
  void aNewOperatorChoosesAPasswordBeforeAnySessionBegins() {
    String name = name();
    Answer made = create(name, "AUDITOR");
    String initial = made.text("initialPassword");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    assertThat(initial).matches("[0-9A-Z]{5}(-[0-9A-Z]{5}){3}");
    assertThat(logIn(name, initial).text("code")).isEqualTo("OPERATOR_PASSWORD_CHANGE_REQUIRED");
    assertThat(firstLogin(name, initial, "short").text("code")).isEqualTo("OPERATOR_PASSWORD_WEAK");
    assertThat(firstLogin(name, initial, initial).text("code")).isEqualTo("OPERATOR_PASSWORD_WEAK");
    assertThat(firstLogin(name, "X" + initial, OWN).text("code"))
        .isEqualTo("OPERATOR_LOGIN_FAILED");
    assertThat(sessionsOf(made.text("operatorNo"))).isZero();

    Answer first = firstLogin(name, initial, OWN);

    assertThat(first.status()).isEqualTo(201);
    assertThat(identity(first.text("token")).text("name")).isEqualTo(name);
    assertThat(logIn(name, initial).text("code")).isEqualTo("OPERATOR_LOGIN_FAILED");
    assertThat(firstLogin(name, initial, OTHER).text("code")).isEqualTo("OPERATOR_LOGIN_FAILED");
    assertThat(logIn(name, OWN).status()).isEqualTo(201);
    assertThat(firstLogin(name, OWN, OTHER).text("code")).isEqualTo("REQUEST_INVALID");
    assertThat(actions(made.text("operatorNo")))
        .containsSubsequence("OPERATOR_LOGIN", "OPERATOR_PASSWORD_CHANGED", "OPERATOR_CREATED");
    assertThat(jdbc.queryForList("SELECT detail FROM audit_log").toString())
        .doesNotContain(initial, OWN);
  }

  @Test
  void ofManyFirstLoginsAtOnceOneHappens() throws Exception {
    String name = name();
    String initial = create(name, "AUDITOR").text("initialPassword");

    List<Answer> answers = atOnce(4, () -> firstLogin(name, initial, OWN));

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
  }

  @Test
  void anInitialPasswordRunsOut() {
    String name = name();
    String initial = create(name, "AUDITOR").text("initialPassword");
    jdbc.update(
        "UPDATE operator_account SET initial_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND"
            + " WHERE username = ?",
        name);

    assertThat(firstLogin(name, initial, OWN).text("code")).isEqualTo("OPERATOR_LOGIN_FAILED");
  }

  @Test
  void onlyAdministratorsKeepOperators() {
    String auditor = enabled("AUDITOR");
    for (Function<String, Answer> call :
        List.<Function<String, Answer>>of(
            who -> as(who, "AUDITOR", get("/ops/v1/operators")),
            who ->
                as(
                    who,
                    "AUDITOR",
                    post(
                        "/ops/v1/operators",
                        Map.of("username", name(), "roles", List.of("ADMIN")))),
            who -> as(who, "AUDITOR", put(path(who, "/roles"), roles("ADMIN"))),
            who -> as(who, "AUDITOR", post(path(admin, "/disable"), reason())),
            who -> as(who, "AUDITOR", post(path(admin, "/enable"), reason())),
            who -> as(who, "AUDITOR", post(path(admin, "/password-reset"))),
            // The gateway let it in as an administrator, who is none any more.
            who -> as(who, "ADMIN", post(path(admin, "/password-reset"))))) {
      Answer answer = call.apply(auditor);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text("code")).isEqualTo("OPERATOR_FORBIDDEN");
    }
    assertThat(get("/ops/v1/operators").send().text("code")).isEqualTo("OPERATOR_UNAUTHENTICATED");
    assertThat(as(auditor, "AUDITOR", get("/ops/v1/operators/me")).text("operatorNo"))
        .isEqualTo(auditor);
  }

  @Test
  void malformedOperatorsAreRefusedAndNamesAreTakenOnce() {
    String name = name();
    assertThat(create(name, "AUDITOR").status()).isEqualTo(201);

    assertThat(create(name, "AUDITOR").text("code")).isEqualTo("OPERATOR_NAME_TAKEN");
    assertThat(create("Upper", "AUDITOR").status()).isEqualTo(400);
    assertThat(create("ab", "AUDITOR").status()).isEqualTo(400);
    assertThat(create(name(), "ROOT").status()).isEqualTo(400);
    assertThat(
            asAdmin(post("/ops/v1/operators", Map.of("username", name(), "roles", List.of())))
                .status())
        .isEqualTo(400);
    assertThat(asAdmin(post(path("opr_nobody", "/disable"), reason())).text("code"))
        .isEqualTo("OPERATOR_NOT_FOUND");
  }

  @Test
  void operatorsAreListedPageByPage() {
    List<String> made = List.of(enabled("AUDITOR"), enabled("ADMIN"), enabled("AUDITOR"));
    List<String> listed = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = asAdmin(get("/ops/v1/operators?limit=2" + after)).json();
      page.path("items").forEach(item -> listed.add(item.path("operatorNo").asString("")));
      after = "&after=" + page.path("next").asString("");
    } while (!after.equals("&after="));

    assertThat(listed).containsSubsequence(made).doesNotHaveDuplicates().contains(admin);
  }

  @Test
  void aDisabledOperatorIsOutAtOnceAndStaysOutWithTheOldToken() {
    String name = name();
    String operatorNo = enabled(name, "AUDITOR");
    String token = logIn(name, OWN).text("token");
    assertThat(identity(token).status()).isEqualTo(200);

    assertThat(asAdmin(post(path(operatorNo, "/disable"), reason())).text("status"))
        .isEqualTo("DISABLED");

    assertThat(identity(token).status()).isEqualTo(401);
    assertThat(logIn(name, OWN).text("code")).isEqualTo("OPERATOR_LOGIN_FAILED");
    assertThat(asAdmin(post(path(operatorNo, "/disable"), reason())).text("code"))
        .isEqualTo("OPERATOR_STATE_INVALID");
    assertThat(asAdmin(post(path(operatorNo, "/enable"), reason())).text("status"))
        .isEqualTo("ENABLED");
    assertThat(identity(token).status()).as("a session of before").isEqualTo(401);
    assertThat(logIn(name, OWN).status()).isEqualTo(201);
    assertThat(actions(operatorNo)).containsSubsequence("OPERATOR_ENABLED", "OPERATOR_DISABLED");
  }

  @Test
  void changedRolesCountFromTheNextRequestOn() {
    String name = name();
    String operatorNo = enabled(name, "AUDITOR");
    String token = logIn(name, OWN).text("token");

    asAdmin(put(path(operatorNo, "/roles"), roles("AUDITOR", "ADMIN")));
    assertThat(identity(token).json().path("roles").toString())
        .isEqualTo("[\"ADMIN\",\"AUDITOR\"]");
    asAdmin(put(path(operatorNo, "/roles"), roles("AUDITOR")));
    assertThat(identity(token).json().path("roles").toString()).isEqualTo("[\"AUDITOR\"]");
    asAdmin(put(path(operatorNo, "/roles"), roles("AUDITOR")));

    assertThat(actions(operatorNo)).filteredOn("OPERATOR_ROLES_CHANGED"::equals).hasSize(2);
  }

  @Test
  void aResetPasswordEndsSessionsAndLocksAndOpensOneFirstLogin() {
    String name = name();
    String operatorNo = enabled(name, "AUDITOR");
    String token = logIn(name, OWN).text("token");
    logIn(name, "wrong");
    jdbc.update(
        "UPDATE login_attempt SET failed = 50, locked_until = '2999-01-01'"
            + " WHERE username_hash = SHA2(CONCAT('login:', ?), 256)",
        name);
    assertThat(logIn(name, OWN).text("code")).isEqualTo("OPERATOR_LOCKED");

    Answer reset = asAdmin(post(path(operatorNo, "/password-reset")));

    assertThat(reset.status()).isEqualTo(200);
    assertThat(identity(token).status()).isEqualTo(401);
    assertThat(logIn(name, OWN).text("code")).isEqualTo("OPERATOR_LOGIN_FAILED");
    assertThat(firstLogin(name, reset.text("initialPassword"), OTHER).status()).isEqualTo(201);
    assertThat(asAdmin(post(path(admin, "/password-reset"))).text("code"))
        .as("one's own")
        .isEqualTo("OPERATOR_STATE_INVALID");
  }

  @Test
  void theLastAdministratorStays() {
    enabled("AUDITOR");
    // Has not logged in yet, and may never.
    create(name(), "ADMIN");

    assertThat(asAdmin(post(path(admin, "/disable"), reason())).text("code"))
        .isEqualTo("OPERATOR_LAST_ADMIN");
    assertThat(asAdmin(put(path(admin, "/roles"), roles("AUDITOR"))).text("code"))
        .isEqualTo("OPERATOR_LAST_ADMIN");

    String second = enabled("ADMIN");
    assertThat(asAdmin(put(path(admin, "/roles"), roles("AUDITOR"))).status()).isEqualTo(200);
    assertThat(as(second, "ADMIN", post(path(second, "/disable"), reason())).text("code"))
        .isEqualTo("OPERATOR_LAST_ADMIN");
  }

  @Test
  void ofAdministratorsWhoTakeEachOtherAwayAtOnceOneIsLeft() throws Exception {
    List<String> admins = new ArrayList<>(List.of(admin));
    for (int i = 0; i < 5; i++) {
      admins.add(enabled("ADMIN"));
    }
    ConcurrentLinkedQueue<Integer> turns = new ConcurrentLinkedQueue<>(List.of(0, 1, 2, 3, 4, 5));

    List<Answer> answers =
        atOnce(
            6,
            () -> {
              int turn = turns.remove();
              String target = admins.get((turn + 1) % admins.size());
              return turn % 2 == 0
                  ? as(admins.get(turn), "ADMIN", post(path(target, "/disable"), reason()))
                  : as(admins.get(turn), "ADMIN", put(path(target, "/roles"), roles("AUDITOR")));
            });

    assertThat(answers).extracting(Answer::status).doesNotContain(500);
    assertThat(
            jdbc.queryForObject(
                "SELECT COUNT(*) FROM operator_account WHERE status = 'ENABLED'"
                    + " AND initial_until IS NULL AND FIND_IN_SET('ADMIN', roles) > 0",
                Integer.class))
        .isPositive();
  }

  @Test
  void onesOwnPasswordIsChangedWithTheOldOneAndOtherSessionsEnd() {
    String name = name();
    String operatorNo = enabled(name, "AUDITOR");
    String here = logIn(name, OWN).text("token");
    String elsewhere = logIn(name, OWN).text("token");

    assertThat(changePassword(here, "wrong guess at it", OTHER).text("code"))
        .isEqualTo("OPERATOR_PASSWORD_WRONG");
    assertThat(changePassword(here, OWN, "tooshort").text("code"))
        .isEqualTo("OPERATOR_PASSWORD_WEAK");
    assertThat(changePassword(here, OWN, name + name).text("code"))
        .isEqualTo("OPERATOR_PASSWORD_WEAK");
    assertThat(changePassword(here, OWN, OWN).text("code")).isEqualTo("OPERATOR_PASSWORD_WEAK");
    assertThat(identity(elsewhere).status()).isEqualTo(200);

    assertThat(changePassword(here, OWN, OTHER).status()).isEqualTo(204);

    assertThat(identity(here).status()).isEqualTo(200);
    assertThat(identity(elsewhere).status()).isEqualTo(401);
    assertThat(logIn(name, OWN).text("code")).isEqualTo("OPERATOR_LOGIN_FAILED");
    assertThat(logIn(name, OTHER).status()).isEqualTo(201);
    assertThat(actions(operatorNo))
        .contains("OPERATOR_PASSWORD_REFUSED", "OPERATOR_PASSWORD_CHANGED");
  }

  @Test
  void guessesAtTheOldPasswordTakeTheTriesOfTheLogin() {
    String name = name();
    enabled(name, "AUDITOR");
    String token = logIn(name, OWN).text("token");
    for (int i = 0; i < 5; i++) {
      assertThat(changePassword(token, "wrong", OTHER).text("code"))
          .isEqualTo("OPERATOR_PASSWORD_WRONG");
    }

    assertThat(changePassword(token, OWN, OTHER).text("code")).isEqualTo("OPERATOR_LOCKED");
    assertThat(logIn(name, OWN).text("code")).isEqualTo("OPERATOR_LOCKED");
  }

  @Test
  void anOperatorSeesAndEndsTheOwnSessionsOnly() {
    String name = name();
    enabled(name, "AUDITOR");
    String here = logIn(name, OWN).text("token");
    String elsewhere = logIn(name, OWN).text("token");
    JsonNode sessions = with(here, get("/ops/v1/sessions")).json().path("items");
    assertThat(sessions).hasSize(2);
    assertThat(sessions.get(0).path("current").asBoolean()).isFalse();
    assertThat(sessions.get(1).path("current").asBoolean()).isTrue();
    assertThat(sessions.get(0).path("address").asString("")).isEqualTo("127.0.0.1");
    String other = sessions.get(0).path("sessionNo").asString("");

    assertThat(asAdmin(delete("/ops/v1/sessions/" + other)).text("code"))
        .as("somebody else's")
        .isEqualTo("OPERATOR_SESSION_NOT_FOUND");
    assertThat(with(here, delete("/ops/v1/sessions/" + other)).status()).isEqualTo(204);
    assertThat(identity(elsewhere).status()).isEqualTo(401);
    assertThat(with(here, delete("/ops/v1/sessions/" + other)).status()).isEqualTo(404);

    Answer out = with(here, delete("/ops/v1/sessions/current"));
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("Set-Cookie")).contains("zhaoli_ops=;", "Max-Age=0");
    assertThat(identity(here).status()).isEqualTo(401);
  }

  @Test
  void aBrowserGetsItsTokenAsACookieThatNoScriptReads() {
    assertThat(logInByPage("cross-site", "http").text("code")).isEqualTo("CROSS_SITE_REFUSED");

    Answer http = logInByPage("same-origin", "http");
    Answer https = logInByPage("same-origin", "https");

    assertThat(http.status()).isEqualTo(201);
    assertThat(http.json().has("token")).isFalse();
    assertThat(http.header("Set-Cookie"))
        .matches(
            "zhaoli_ops=ops_[A-Za-z0-9_-]{43}; Path=/; Max-Age=2\\d{4}; Expires=[^;]+; HttpOnly;"
                + " SameSite=Strict");
    String cookie = String.valueOf(https.header("Set-Cookie"));
    assertThat(cookie)
        .startsWith("__Host-zhaoli_ops=ops_")
        .contains("; Path=/;", "; Secure;", "; HttpOnly;", "; SameSite=Strict")
        .doesNotContain("Domain");
    String token = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    assertThat(identity(token).text("operatorNo")).isEqualTo(admin);
  }

  @Test
  void aStartMakesAnAdministratorWhereNobodyCanLogIn() throws Exception {
    firstOperator.run(new DefaultApplicationArguments());
    assertThat(logIn("admin", ADMIN_PASSWORD).text("operatorNo")).isEqualTo(admin);
    jdbc.update("UPDATE operator_account SET status = 'DISABLED'");
    firstOperator.run(new DefaultApplicationArguments());
    assertThat(logIn("admin", ADMIN_PASSWORD).text("code"))
        .as("the name is not free")
        .isEqualTo("OPERATOR_LOGIN_FAILED");

    jdbc.update("UPDATE operator_account SET username = ? WHERE username = 'admin'", name());
    firstOperator.run(new DefaultApplicationArguments());

    assertThat(logIn("admin", ADMIN_PASSWORD).text("operatorNo")).isNotEmpty().isNotEqualTo(admin);
  }

  @Test
  void merchantsAreFoundByNameNumberAndCode() {
    String code = CreditCodes.next();
    String merchantNo = new Browser(this).scannedBy(openid()).apply(code);

    for (String search : List.of(merchantNo, code, code.toLowerCase(Locale.ROOT))) {
      assertThat(found("search=" + search)).containsExactly(merchantNo);
    }
    assertThat(found("limit=200&status=SUBMITTED&search=%E6%B7%B1%E5%9C%B3%E5%B8%82%E6%89%BE"))
        .contains(merchantNo);
    assertThat(found("status=APPROVED&search=" + code)).isEmpty();
    assertThat(found("search=%25%25%25")).isEmpty();
    assertThat(asAdmin(get("/ops/v1/merchants?search=")).status()).isEqualTo(400);
  }

  @Test
  void theAuditLogTellsWhatOneOperatorDid() {
    String operatorNo = enabled("AUDITOR");
    String merchantNo = new Browser(this).scannedBy(openid()).apply(CreditCodes.next());
    as(operatorNo, "AUDITOR", post("/ops/v1/merchants/" + merchantNo + "/approve"));

    JsonNode items =
        asAdmin(get("/ops/v1/audit-log?operatorNo=" + operatorNo + "&subject=" + merchantNo))
            .json()
            .path("items");

    assertThat(items).hasSize(1);
    assertThat(items.get(0).path("action").asString("")).isEqualTo("MERCHANT_APPROVED");
    assertThat(
            asAdmin(get("/ops/v1/audit-log?operatorNo=" + admin + "&subject=" + merchantNo))
                .json()
                .path("items"))
        .isEmpty();
  }

  private List<String> found(String query) {
    return asAdmin(get("/ops/v1/merchants?" + query))
        .json()
        .path("items")
        .valueStream()
        .map(merchant -> merchant.path("merchantNo").asString(""))
        .toList();
  }

  private static String name() {
    return "op" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  private static String path(String operatorNo, String act) {
    return "/ops/v1/operators/" + operatorNo + act;
  }

  private static Map<String, Object> roles(String... roles) {
    return Map.of("roles", List.of(roles));
  }

  private static Map<String, Object> reason() {
    return Map.of("reason", "因为");
  }

  private Answer create(String name, String... roles) {
    return asAdmin(post("/ops/v1/operators", Map.of("username", name, "roles", List.of(roles))));
  }

  private String enabled(String role) {
    return enabled(name(), role);
  }

  /** An operator who has chosen a password: the administrator's, whose hash is there already. */
  private String enabled(String name, String role) {
    String operatorNo = Ids.withPrefix("opr_");
    jdbc.update(
        "INSERT INTO operator_account"
            + " (operator_no, username, password_hash, roles, status, created_at)"
            + " SELECT ?, ?, password_hash, ?, 'ENABLED', UTC_TIMESTAMP(3)"
            + " FROM operator_account WHERE username = 'admin'",
        operatorNo,
        name,
        role);
    return operatorNo;
  }

  private Answer logIn(String name, String password) {
    return post("/ops/v1/sessions", Map.of("username", name, "password", password)).send();
  }

  private Answer firstLogin(String name, String password, String newPassword) {
    return post(
            "/ops/v1/sessions",
            Map.of("username", name, "password", password, "newPassword", newPassword))
        .send();
  }

  private Answer logInByPage(String site, String scheme) {
    Map<String, Object> login = new HashMap<>();
    login.put("username", "admin");
    login.put("password", ADMIN_PASSWORD);
    login.put("cookie", true);
    return post("/ops/v1/sessions", login)
        .header("Sec-Fetch-Site", site)
        .header("X-Forwarded-Proto", scheme)
        .send();
  }

  private Answer identity(String token) {
    return post("/internal/v1/operator-sessions/verify", Map.of("token", token)).send();
  }

  /** As the gateway forwards it. */
  private Answer with(String token, Call call) {
    Answer identity = identity(token);
    List<String> roles =
        identity.json().path("roles").valueStream().map(role -> role.asString("")).toList();
    return call.header(ZhaoliHeaders.OPERATOR, identity.text("operatorNo"))
        .header(ZhaoliHeaders.OPERATOR_ROLES, String.join(",", roles))
        .header(ZhaoliHeaders.OPERATOR_SESSION, identity.text("sessionNo"))
        .send();
  }

  private Answer changePassword(String token, String oldPassword, String newPassword) {
    return with(
        token,
        put(
            "/ops/v1/operators/me/password",
            Map.of("oldPassword", oldPassword, "newPassword", newPassword)));
  }

  private Answer asAdmin(Call call) {
    return as(admin, "ADMIN", call);
  }

  private static Answer as(String operatorNo, String roles, Call call) {
    return call.header(ZhaoliHeaders.OPERATOR, operatorNo)
        .header(ZhaoliHeaders.OPERATOR_ROLES, roles)
        .send();
  }

  private int sessionsOf(String operatorNo) {
    Integer count =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM operator_session WHERE operator_no = ?",
            Integer.class,
            operatorNo);
    return count == null ? 0 : count;
  }

  private List<String> actions(String subject) {
    return jdbc.queryForList(
        "SELECT action FROM audit_log WHERE subject = ? ORDER BY id DESC", String.class, subject);
  }
}
