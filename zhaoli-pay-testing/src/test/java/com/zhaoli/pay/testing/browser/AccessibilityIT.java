package com.zhaoli.pay.testing.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessibilityIT {
  private static final String FRAME =
      "<!doctype html><html lang=\"en\"><head><title>Shop</title>"
          + "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\">"
          + "</head><body><main><h1>Shop</h1>%s</main></body></html>";

  @Test
  void aPictureWithoutWordsIsABarrierAlsoWhereThePageForbidsScripts() {
    try (Visit visit = open("<img src=\"data:,\">")) {
      assertThatThrownBy(() -> visit.shot("barrier"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("barriers on barrier")
          .hasMessageContaining("image-alt: img");
    }
  }

  @Test
  void paleWordsAreABarrier() {
    try (Visit visit = open("<p style=\"color: #bbb; background: #fff\">Total</p>")) {
      assertThat(Accessibility.violations(visit.page))
          .singleElement()
          .asString()
          .startsWith("color-contrast: p");
    }
  }

  @Test
  void aPageForEverybodyHasNone() {
    try (Visit visit = open("<p>Total</p>")) {
      assertThatNoException().isThrownBy(() -> visit.shot("no-barrier"));
    }
  }

  private static Visit open(String main) {
    String page = Base64.getEncoder().encodeToString(FRAME.formatted(main).getBytes(UTF_8));
    return new Visit(Look.DESKTOP_EN, Look.WINDOWS, "data:text/html;base64,", Map.of()).to(page);
  }
}
