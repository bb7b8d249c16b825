package com.zhaoli.pay.wechat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/**
 * The operators' page in a real browser. In place of the gateway and of merchant-service somebody
 * says who the operator is.
 */
abstract class ConsoleVisits extends RunningService {
  static final String OPERATOR = "opr_test";

  private final List<Visit> visits = new ArrayList<>();

  /** What the operators may do, as of now. */
  private OperatorRole role = OperatorRole.ADMIN;

  @AfterEach
  void nothingWentWrongUnseen() {
    List<String> complaints =
        visits.stream().flatMap(visit -> visit.complaints().stream()).toList();
    visits.forEach(Visit::close);
    assertThat(complaints).isEmpty();
  }

  /** Takes effect at the next call, as it does behind the gateway. */
  void operatorsAre(OperatorRole role) {
    this.role = role;
  }

  Visit visit(Look look, String path) {
    Visit visit =
        new Visit(
            look,
            look.userAgent,
            "http://127.0.0.1:" + port,
            Map.of(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway")));
    visit.page.route("**/ops/v1/**", this::passGateway);
    visit.page.route("**/ops/v1/operators/me", route -> answer(route, me()));
    visit.page.route(
        "**/ops/v1/operators?*", route -> answer(route, Map.of("items", List.of(me()))));
    visits.add(visit);
    return visit.to(path);
  }

  private Map<String, Object> me() {
    return Map.of("operatorNo", OPERATOR, "username", "liwei", "roles", List.of(role.name()));
  }

  private static void answer(Route route, Object body) {
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("application/json")
            .setBody(JSON.writeValueAsString(body)));
  }

  private void passGateway(Route route) {
    Map<String, String> headers = new HashMap<>(route.request().headers());
    headers.put(ZhaoliHeaders.OPERATOR, OPERATOR);
    headers.put(ZhaoliHeaders.OPERATOR_ROLES, role.name());
    route.resume(new Route.ResumeOptions().setHeaders(headers));
  }

  static Locator field(Visit visit, String id) {
    return visit.page.locator("#" + id);
  }

  static Locator dialog(Visit visit) {
    return visit.page.getByRole(AriaRole.DIALOG);
  }

  static Locator inDialog(Visit visit, String chinese, String english) {
    return dialog(visit)
        .getByRole(
            AriaRole.BUTTON,
            new Locator.GetByRoleOptions().setName(visit.say(chinese, english)).setExact(true));
  }

  static Locator link(Visit visit, String chinese, String english) {
    return visit.page.getByRole(
        AriaRole.LINK,
        new Page.GetByRoleOptions().setName(visit.say(chinese, english)).setExact(true));
  }

  static Locator row(Visit visit, String text) {
    return visit.page.locator("tbody tr", new Page.LocatorOptions().setHasText(text));
  }

  static void isSaid(Visit visit, String chinese, String english) {
    assertThat(visit.page.locator(".said")).containsText(visit.say(chinese, english));
  }
}
