package com.zhaoli.pay.merchant;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.zhaoli.pay.common.operator.OperatorCookie;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The operators' pages in a real browser, with a stand-in for the gateway's check of the cookie.
 */
class ConsolePageIT extends RunningService {
  private static final String OWN = "seven quiet lanterns";
  private static final String OTHER = "nine brass umbrellas";

  private final List<Visit> visits = new ArrayList<>();

  @BeforeEach
  @AfterEach
  void theAdministratorIsThere() {
    jdbc.update("DELETE FROM login_attempt");
    jdbc.update(
        "UPDATE operator_account SET status = 'ENABLED', roles = 'ADMIN', initial_until = NULL"
            + " WHERE username = 'admin'");
  }

  @AfterEach
  void nothingWentWrongUnseen() {
    List<String> complaints =
        visits.stream().flatMap(visit -> visit.complaints().stream()).toList();
    visits.forEach(Visit::close);
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anApplicationIsApprovedAndAnotherRejectedAndTheAuditLogTellsOfBoth(Look look) {
    String good = new Browser(this).scannedBy(openid()).apply(CreditCodes.next());
    String bad = new Browser(this).scannedBy(openid()).apply(CreditCodes.next());
    Visit visit = visit(look).to("/ops/");

    visit.sees(visit.heading("登录运营后台", "Log in to operations"));
    visit.shot("20-console-login");
    logIn(visit, "admin", "not the password");
    assertThat(visit.alert()).containsText(visit.say("用户名或密码错误", "User name or password"));
    assertThat(field(visit, "password")).hasValue("not the password");
    visit.shot("21-console-login-wrong");
    logIn(visit, "admin", ADMIN_PASSWORD);
    visit.sees(visit.heading("商户", "Merchants"));
    assertThat(visit.page.evaluate("document.cookie")).isEqualTo("");
    assertThat(visit.page).hasURL(site() + "/ops/merchants");

    find(visit, good);
    visit.shot("22-console-merchants");
    visit.page.getByRole(AriaRole.LINK, named("深圳市找力科技有限公司")).click();
    visit.sees(visit.page.getByText(good));
    assertThat(visit.page.locator("dd", new Page.LocatorOptions().setHasText("3456")))
        .not()
        .containsText("4000");
    visit.button("查看营业执照", "Show the licence").click();
    visit.until("document.querySelector('img.licence')?.naturalWidth === 900");
    visit.shot("23-console-merchant");
    visit.button("通过", "Approve").click();
    visit.sees(dialog(visit));
    visit.shot("24-console-approve");
    visit.page.keyboard().press("Escape");
    assertThat(dialog(visit)).isHidden();
    assertThat(visit.button("通过", "Approve")).isFocused();
    assertThat(statusOf(good)).isEqualTo("SUBMITTED");
    visit.button("通过", "Approve").click();
    inDialog(visit, "通过", "Approve").click();
    visit.sees(visit.button("停用应用", "Disable the app"));
    assertThat(statusOf(good)).isEqualTo("APPROVED");
    assertThat(visit.page.locator(".said")).hasText(visit.say("已通过", "Approved"));
    assertThat(visit.page.locator("main h1")).isFocused();
    visit.shot("25-console-approved");

    visit.button("停用应用", "Disable the app").click();
    dialog(visit).locator("textarea").fill("密钥可能泄露");
    inDialog(visit, "停用应用", "Disable the app").click();
    visit.sees(visit.button("启用应用", "Enable the app"));
    assertThat(
            jdbc.queryForObject("SELECT status FROM app WHERE merchant_no = ?", String.class, good))
        .isEqualTo("DISABLED");
    visit.button("暂停", "Suspend").click();
    dialog(visit).locator("textarea").fill("风险核查");
    inDialog(visit, "暂停", "Suspend").click();
    visit.sees(visit.button("恢复", "Resume"));
    assertThat(statusOf(good)).isEqualTo("SUSPENDED");

    visit.to("/ops/merchants?merchantNo=" + bad);
    visit.button("驳回", "Reject").click();
    inDialog(visit, "驳回", "Reject").click();
    assertThat(dialog(visit)).containsText(visit.say("请填写此项", "Please fill this in"));
    assertThat(dialog(visit).locator("textarea")).isFocused();
    dialog(visit).locator("textarea").fill("营业执照名称与商户名称不一致，请核对后重新提交。");
    visit.shot("26-console-reject");
    inDialog(visit, "驳回", "Reject").click();
    visit.sees(visit.page.getByText("营业执照名称与商户名称不一致"));
    assertThat(statusOf(bad)).isEqualTo("REJECTED");
    visit.shot("27-console-rejected");

    visit.page.getByRole(AriaRole.LINK, named(visit.say("审计日志", "Audit log"))).click();
    visit.sees(visit.heading("审计日志", "Audit log"));
    field(visit, "subject").fill(bad);
    visit.button("筛选", "Filter").click();
    Locator rows = visit.page.locator("tbody tr");
    assertThat(rows).hasCount(1);
    assertThat(rows.first()).containsText(visit.say("驳回商户", "Merchant rejected"));
    assertThat(rows.first()).containsText("营业执照名称与商户名称不一致");
    assertThat(rows.first()).containsText("admin");
    visit.button("清除", "Clear").click();
    assertThat(rows.nth(4)).isVisible();
    visit.shot("28-console-audit");

    visit.button("退出登录", "Log out").click();
    visit.sees(visit.heading("登录运营后台", "Log in to operations"));
    assertThat(cookie(visit)).isEmpty();
    visit.to("/ops/operators");
    visit.sees(visit.heading("登录运营后台", "Log in to operations"));
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void anOperatorIsMadeLogsInForTheFirstTimeAndIsDisabled(Look look) {
    String name = "op" + UUID.randomUUID().toString().replace("-", "").substring(0, 10);
    Visit visit = loggedIn(look, "/ops/operators");
    visit.sees(visit.heading("操作员", "Operators"));
    visit.button("创建", "Create").click();
    assertThat(field(visit, "username")).isFocused();
    visit.shot("30-console-operator-bad");
    field(visit, "username").fill(name);
    visit.button("创建", "Create").click();
    Locator initial = visit.page.locator("#initial-password");
    visit.sees(initial);
    String password = initial.innerText();
    // A password in a picture on disk would be no secret.
    visit.page.evaluate("document.getElementById('initial-password').textContent = 'XXXXX-XXXXX'");
    visit.shot("31-console-operator-made");
    inDialog(visit, "关闭", "Close").click();
    visit.sees(act(visit, "停用", "Disable", name));

    Visit theirs = visit(look).to("/ops/merchants");
    logIn(theirs, name, password);
    theirs.sees(theirs.heading("设置您自己的密码", "Choose your own password"));
    theirs.shot("32-console-first-login");
    field(theirs, "newPassword").fill("password1234");
    field(theirs, "repeat").fill("password123");
    theirs.button("保存并登录", "Save and log in").click();
    assertThat(field(theirs, "repeat")).isFocused();
    field(theirs, "repeat").fill("password1234");
    theirs.button("保存并登录", "Save and log in").click();
    assertThat(theirs.alert()).containsText(theirs.say("太容易被猜到", "too easy to guess"));
    theirs.shot("33-console-first-login-weak");
    field(theirs, "newPassword").fill(OWN);
    field(theirs, "repeat").fill(OWN);
    theirs.button("保存并登录", "Save and log in").click();
    theirs.sees(theirs.heading("商户", "Merchants"));
    assertThat(theirs.page.getByRole(AriaRole.LINK, named(theirs.say("操作员", "Operators"))))
        .hasCount(0);
    theirs.to("/ops/operators");
    theirs.sees(theirs.page.getByText(theirs.say("无权查看", "does not allow")));
    theirs.shot("34-console-forbidden");

    theirs.to("/ops/account");
    theirs.sees(theirs.heading("我的账户", "My account"));
    field(theirs, "oldPassword").fill("wrong");
    field(theirs, "newPassword").fill(OTHER);
    field(theirs, "repeat").fill(OTHER);
    theirs.button("修改密码", "Change password").click();
    assertThat(theirs.alert()).containsText(theirs.say("原密码错误", "old password is wrong"));
    assertThat(field(theirs, "oldPassword")).isFocused();
    field(theirs, "oldPassword").fill(OWN);
    theirs.button("修改密码", "Change password").click();
    assertThat(theirs.page.locator(".said"))
        .containsText(theirs.say("密码已修改", "Your password is changed"));
    theirs.shot("35-console-account");

    visit.page.reload();
    act(visit, "变更角色", "Change roles", name).click();
    dialog(visit).getByLabel(visit.say("管理员", "Administrator")).check();
    visit.shot("36-console-roles");
    inDialog(visit, "保存", "Save").click();
    assertThat(row(visit, name)).containsText(visit.say("管理员", "Administrator"));
    act(visit, "停用", "Disable", "admin").click();
    dialog(visit).locator("textarea").fill("试一试");
    inDialog(visit, "取消", "Cancel").click();
    act(visit, "停用", "Disable", name).click();
    dialog(visit).locator("textarea").fill("已离职");
    inDialog(visit, "停用", "Disable").click();
    visit.sees(act(visit, "启用", "Enable", name));
    visit.shot("37-console-operators");

    theirs.to("/ops/merchants");
    theirs.sees(theirs.heading("登录运营后台", "Log in to operations"));
    logIn(theirs, name, OTHER);
    assertThat(theirs.alert()).containsText(theirs.say("用户名或密码错误", "User name or password"));
  }

  @Test
  void aSessionThatEndsElsewhereAsksForTheLoginWhereItWas() {
    Visit visit = loggedIn(Look.DESKTOP_ZH, "/ops/audit-log");
    visit.sees(visit.heading("审计日志", ""));

    jdbc.update("DELETE FROM operator_session");
    visit.button("筛选", "").click();

    visit.sees(visit.page.getByText("登录已失效，请重新登录。"));
    assertThat(field(visit, "username")).isFocused();
    visit.shot("40-console-expired");
    logIn(visit, "admin", ADMIN_PASSWORD);
    visit.sees(visit.heading("审计日志", ""));
    assertThat(visit.page).hasURL(site() + "/ops/audit-log");
  }

  @Test
  void thePagesAreUsedByKeyboardAndInEitherLanguage() {
    Visit visit = visit(Look.DESKTOP_ZH).to("/ops/merchants");
    visit.sees(visit.heading("登录运营后台", ""));
    field(visit, "username").focus();
    visit.page.keyboard().type("admin");
    visit.page.keyboard().press("Tab");
    visit.page.keyboard().type(ADMIN_PASSWORD);
    visit.page.keyboard().press("Enter");
    visit.sees(visit.heading("商户", ""));
    assertThat(visit.heading("商户", "")).isFocused();

    visit.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("English")).click();

    visit.sees(
        visit.page.getByRole(
            AriaRole.HEADING, new Page.GetByRoleOptions().setName("Merchants").setExact(true)));
    assertThat(visit.page.locator("html")).hasAttribute("lang", "en");
    visit.page.reload();
    assertThat(visit.page.getByRole(AriaRole.LINK, named("Audit log"))).isVisible();
    assertThat(visit.page.locator("nav [aria-current=page]")).hasText("Merchants");
  }

  @Test
  void aLostConnectionIsSaidAndCanBeTriedAgain() {
    Visit visit = loggedIn(Look.PHONE_EN, "/ops/audit-log");
    visit.sees(visit.heading("", "Audit log"));
    visit.page.route("**/ops/v1/audit-log*", Route::abort);
    visit.button("", "Filter").click();
    assertThat(visit.alert()).containsText("The connection failed");
    visit.shot("41-console-offline");
    visit.page.unroute("**/ops/v1/audit-log*");
    visit.button("", "Try again").click();
    assertThat(visit.alert()).hasCount(0);
  }

  @Test
  void pagesAndFramesOfOthersAreKeptOut() {
    for (String path : List.of("/ops/merchants", "/ops/pages/merchants.js", "/ops/assets/api.js")) {
      Answer answer = get(path).send();
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
    }
    assertThat(get("/ops/pages/application.yml").send().status()).isEqualTo(404);
    assertThat(get("/ops/nothing").send().status()).isEqualTo(404);
    assertThat(get("/ops/").send().header("Location")).isEqualTo("/ops/merchants");
  }

  private String site() {
    return "http://127.0.0.1:" + port;
  }

  private Visit visit(Look look) {
    Visit visit =
        new Visit(
            look,
            look.userAgent,
            site(),
            Map.of(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway")));
    visit.page.route("**/ops/v1/**", route -> passGateway(visit, route));
    visits.add(visit);
    return visit;
  }

  /** Says whose the cookie is, as the gateway does for requests of our own pages. */
  private void passGateway(Visit visit, Route route) {
    Map<String, String> headers = new HashMap<>(route.request().headers());
    String proof = headers.get("x-requested-with");
    if (cookie(visit).isPresent() && OperatorCookie.PROOF.equals(proof)) {
      Answer identity =
          post("/internal/v1/operator-sessions/verify", Map.of("token", cookie(visit).get()))
              .send();
      if (identity.status() == 200) {
        headers.put(ZhaoliHeaders.OPERATOR, identity.text("operatorNo"));
        headers.put(
            ZhaoliHeaders.OPERATOR_ROLES,
            identity
                .json()
                .path("roles")
                .valueStream()
                .map(role -> role.asString(""))
                .collect(Collectors.joining(",")));
        headers.put(ZhaoliHeaders.OPERATOR_SESSION, identity.text("sessionNo"));
      }
    }
    route.resume(new Route.ResumeOptions().setHeaders(headers));
  }

  private static Optional<String> cookie(Visit visit) {
    return visit.context.cookies().stream()
        .filter(cookie -> cookie.name.equals(OperatorCookie.PLAIN))
        .map(cookie -> cookie.value)
        .findFirst();
  }

  private Visit loggedIn(Look look, String path) {
    Visit visit = visit(look).to(path);
    visit.sees(visit.heading("登录运营后台", "Log in to operations"));
    logIn(visit, "admin", ADMIN_PASSWORD);
    return visit;
  }

  private static void logIn(Visit visit, String name, String password) {
    field(visit, "username").fill(name);
    field(visit, "password").fill(password);
    visit.button("登录", "Log in").click();
  }

  private static void find(Visit visit, String search) {
    field(visit, "search").fill(search);
    visit.button("搜索", "Search").click();
    assertThat(visit.page.locator("tbody tr")).hasCount(1);
  }

  private static Locator field(Visit visit, String id) {
    return visit.page.locator("#" + id);
  }

  private static Locator dialog(Visit visit) {
    return visit.page.getByRole(AriaRole.DIALOG);
  }

  private static Locator inDialog(Visit visit, String chinese, String english) {
    return dialog(visit)
        .getByRole(
            AriaRole.BUTTON,
            new Locator.GetByRoleOptions().setName(visit.say(chinese, english)).setExact(true));
  }

  /** A button of an operator's row, by what a screen reader calls it. */
  private static Locator act(Visit visit, String chinese, String english, String name) {
    return visit.button(chinese + "：" + name, english + ": " + name);
  }

  private static Locator row(Visit visit, String name) {
    return visit.page.locator("tbody tr", new Page.LocatorOptions().setHasText(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private String statusOf(String merchantNo) {
    return String.valueOf(
        jdbc.queryForObject(
            "SELECT status FROM merchant WHERE merchant_no = ?", String.class, merchantNo));
  }
}
