package com.zhaoli.pay.testing.browser;

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
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A browser with nothing in it yet, and one page of it. Every state is kept as a picture under
 * {@code target/screenshots} for a person to look at.
 */
public final class Visit implements AutoCloseable {
  private static final Path SEEN = Path.of("target", "screenshots");

  /** A page takes some seconds to be sure that a network is away, and a busy machine some more. */
  private static final int PATIENCE_MILLIS = 45_000;

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  public final Look look;
  public final BrowserContext context;
  public final Page page;

  private final String site;
  private final List<String> complaints = new ArrayList<>();

  /**
   * Opens the browser.
   *
   * @param site scheme, host and port of the pages
   * @param headers what is sent with every request, such as what the gateway adds on the way
   */
  public Visit(Look look, String userAgent, String site, Map<String, String> headers) {
    this.look = look;
    this.site = site;
    this.context =
        Chromium.browser()
            .newContext(
                new NewContextOptions()
                    .setViewportSize(look.width, look.height)
                    .setDeviceScaleFactor(look.isPhone() ? 2 : 1)
                    .setLocale(look.locale)
                    .setTimezoneId("Asia/Shanghai")
                    // What still moves on a slow machine has other colours and is clicked beside.
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setUserAgent(userAgent)
                    .setExtraHTTPHeaders(headers));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.addInitScript(Accessibility.script());
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

  /** What the browser complained of: scripts that failed, and what the policy forbade. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Forgets complaints that a test brought about on purpose. */
  public void forgive(String part) {
    complaints.removeIf(complaint -> complaint.contains(part));
  }

  public Visit to(String path) {
    page.navigate(site + path);
    return this;
  }

  public String say(String chinese, String english) {
    return look.say(chinese, english);
  }

  public Locator button(String chinese, String english) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(say(chinese, english)).setExact(true));
  }

  public Locator heading(String chinese, String english) {
    return page.getByRole(
        AriaRole.HEADING,
        new Page.GetByRoleOptions().setName(say(chinese, english)).setExact(true));
  }

  public Locator alert() {
    return page.getByRole(AriaRole.ALERT);
  }

  public void sees(Locator locator) {
    assertThat(locator).isVisible();
  }

  /** Waits for a condition. The pages' policy does not let Playwright's own waiting in. */
  public void until(String condition) {
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

  /**
   * Keeps a picture, and makes sure that nothing sticks out of the screen and that nobody is kept
   * out who does not see well or uses no mouse.
   */
  public void shot(String name) {
    page.screenshot(
        new ScreenshotOptions()
            .setPath(SEEN.resolve(name + "-" + look.name().toLowerCase(Locale.ROOT) + ".png"))
            .setFullPage(true));
    assertThat(
            page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("nothing is wider than the screen")
        .isEqualTo(true);
    assertThat(Accessibility.violations(page)).as("barriers on " + name).isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
