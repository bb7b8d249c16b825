package com.zhaoli.pay.payment.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The pages in a real browser. */
abstract class BrowserCase extends PagesCase {
  private final List<Visit> visits = new ArrayList<>();

  @AfterEach
  void nothingWentWrongUnseen() {
    List<String> complaints =
        visits.stream().flatMap(visit -> visit.complaints().stream()).toList();
    visits.forEach(Visit::close);
    assertThat(complaints).isEmpty();
  }

  /** A browser with nothing in it yet. */
  Visit visit(Look look) {
    return visit(look, look.userAgent, "");
  }

  /**
   * @param script what stands in the page before its own scripts, such as a wallet's bridge
   */
  Visit visit(Look look, String userAgent, String script) {
    Visit visit =
        new Visit(look, userAgent, SITE, Map.of(ZhaoliHeaders.INTERNAL, token.issue("gateway")));
    if (!script.isEmpty()) {
      visit.context.addInitScript(script);
    }
    visits.add(visit);
    return visit;
  }
}
