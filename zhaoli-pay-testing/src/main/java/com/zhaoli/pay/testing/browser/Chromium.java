package com.zhaoli.pay.testing.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The system's Chromium, started once for all tests of this process. */
public final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static @Nullable Browser browser;

  private Chromium() {}

  /**
   * The browser; contexts of it are apart from each other.
   *
   * @throws AssertionError when Chromium is not installed
   */
  public static synchronized Browser browser() {
    Browser running = browser;
    if (running == null) {
      Path binary = find();
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
      running = playwright.chromium().launch(new LaunchOptions().setExecutablePath(binary));
      browser = running;
    }
    return running;
  }

  private static Path find() {
    String path = String.valueOf(System.getenv("PATH")) + File.pathSeparator + "/usr/bin";
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(path.split(File.pathSeparator))
                    .map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "Chromium is not installed, and the pages are tested in a real browser:"
                        + " ./zhaoli test installs what is missing, or: apt-get install"
                        + " chromium."));
  }
}
