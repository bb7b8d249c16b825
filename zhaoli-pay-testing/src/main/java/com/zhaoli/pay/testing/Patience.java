package com.zhaoli.pay.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets every await of a test that names no limit wait for {@value #SECONDS} seconds instead of the
 * ten of Awaitility. An await ends as soon as its condition holds, so that this costs nothing where
 * all is well; and a machine that runs other suites beside this one answers late, not wrongly.
 *
 * <p>JUnit finds it by itself: {@code junit-platform.properties} and {@code META-INF/services} of
 * this module say so to each module that has it among its tests' dependencies.
 */
public final class Patience implements BeforeAllCallback {
  private static final int SECONDS = 60;

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(SECONDS));
  }
}
