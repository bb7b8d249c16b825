package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The open API's manual as a developer reads it, on a phone too. */
class DocsPageIT extends GatewayItCase {

  @ParameterizedTest
  @EnumSource(
      value = Look.class,
      names = {"PHONE_EN", "DESKTOP_EN"})
  void theManualIsReadInABrowser(Look look) {
    try (Visit visit =
        new Visit(look, look.userAgent, "http://127.0.0.1:" + port, Map.of()).to("/docs")) {
      visit.sees(
          visit.page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1)).first());
      visit.shot("docs");
      visit
          .page
          .getByText("POST /openapi/v1/payments", new GetByTextOptions().setExact(true))
          .click();
      visit.sees(visit.page.locator("details[open]").getByText("outTradeNo").first());
      visit.shot("docs-operation");
      assertThat(visit.complaints()).isEmpty();
    }
  }
}
