package com.zhaoli.pay.payment.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The pages in a real browser. Every state is kept as a picture for a person to look at. */
abstract class BrowserCase extends PagesCase {
  private static final Path SEEN = Path.of("target", "screenshots");

  /** The page takes some seconds to be sure that a network or a wallet is away. */
  private static final int PATIENCE_MILLIS = 15_000;

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  private final List<Visit> visits = new ArrayList<>();

  @AfterEach
  void nothingWentWrongUnseen() {
    List<String> complaints = visits.stream().flatMap(visit -> visit.complaints.stream()).toList();
    visits.forEach(visit -> visit.context.close());
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
    Visit visit = new Visit(look, userAgent, script, token.issue("gateway"));
    visits.add(visit);
    return visit;
  }

  static final class Visit {
    final Look look;
    final BrowserContext context;
    final Page page;

    /** What the browser complained of: scripts that failed, and what the policy forbade. */
    final List<String> complaints = new ArrayList<>();

    Visit(Look look, String userAgent, String script, String internalToken) {
      this.look = look;
      this.context =
          Chromium.browser()
              .newContext(
                  new NewContextOptions()
                      .setViewportSize(look.width, look.height)
                      .setDeviceScaleFactor(look.isPhone() ? 2 : 1)
                      .setLocale(look.locale)
                      .setTimezoneId("Asia/Shanghai")
                      .setUserAgent(userAgent)
                      // What the gateway adds on the way.
                      .setExtraHTTPHeaders(Map.of(ZhaoliHeaders.INTERNAL, internalToken)));
      context.setDefaultTimeout(PATIENCE_MILLIS);
      if (!script.isEmpty()) {
        context.addInitScript(script);
      }
      this.page = context.newPage();
      page.onPageError(complaints::add);
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error")
                && !message.text().startsWith("Failed to load resource")) {
              complaints.add(message.text());
            }
          });
    }

    Visit to(String path) {
      page.navigate(SITE + path);
      return this;
    }

    String say(String chinese, String english) {
      return look.say(chinese, english);
    }

    Locator button(String chinese, String english) {
      return page.getByRole(
          AriaRole.BUTTON,
          new Page.GetByRoleOptions().setName(say(chinese, english)).setExact(true));
    }

    Locator heading(String chinese, String english) {
      return page.getByRole(
          AriaRole.HEADING,
          new Page.GetByRoleOptions().setName(say(chinese, english)).setExact(true));
    }

    Locator alert() {
      return page.getByRole(AriaRole.ALERT);
    }

    void sees(Locator locator) {
      assertThat(locator).isVisible();
    }

    /** Waits for a condition. The pages' policy does not let Playwright's own waiting in. */
    void until(String condition) {
      for (int i = 0; i < 150; i++) {
        try {
          if (Boolean.TRUE.equals(page.evaluate("Boolean(" + condition + ")"))) {
            return;
          }
        } catch (PlaywrightException navigating) {
          // The page went away in the middle of the question: the next one is asked as well.
        }
        page.waitForTimeout(100);
      }
      throw new AssertionError("did not come true: " + condition);
    }

    /** Keeps a picture, and makes sure that nothing sticks out of the screen. */
    void shot(String name) {
      page.screenshot(
          new ScreenshotOptions()
              .setPath(SEEN.resolve(name + "-" + look.name().toLowerCase(Locale.ROOT) + ".png"))
              .setFullPage(true));
      assertThat(
              page.evaluate(
                  "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
          .as("nothing is wider than the screen")
          .isEqualTo(true);
    }
  }
}
