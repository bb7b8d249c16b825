package com.zhaoli.pay.testing.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What axe-core finds against WCAG 2.2, levels A and AA. */
final class Accessibility {
  /** One line for each element that breaks a rule: the rule, the element, and why. */
  private static final String RUN =
      """
      axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        resultTypes: ['violations']
      }).then(found => found.violations.flatMap(rule => rule.nodes.map(
        node => rule.id + ': ' + node.target.join(' ') + ': ' + node.failureSummary)))
      """;

  private Accessibility() {}

  /** The script that {@link #violations} needs in the page, from its start on. */
  static String script() {
    try (InputStream script =
        Objects.requireNonNull(
            Accessibility.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> violations(Page page) {
    return ((List<?>) page.evaluate(RUN)).stream().map(String::valueOf).toList();
  }
}
