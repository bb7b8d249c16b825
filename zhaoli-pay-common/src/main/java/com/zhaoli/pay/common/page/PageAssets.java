package com.zhaoli.pay.common.page;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;

/** The files that pages consist of. */
public final class PageAssets {
  /** A page that got the libraries of the last release with our files of this one still works. */
  private static final Duration LIBRARIES_KEPT = Duration.ofHours(1);

  private PageAssets() {}

  /**
   * Serves our files, which a browser asks for anew each time, and below {@code lib/} the libraries
   * of the service's WebJars by addresses without a version.
   *
   * @param path where, with a slash at the end
   * @param files our files' folder on the class path, with a slash at the end
   */
  public static void serve(ResourceHandlerRegistry registry, String path, String files) {
    registry
        .addResourceHandler(path + "*")
        .addResourceLocations(files)
        .setCacheControl(CacheControl.noCache());
    registry
        .addResourceHandler(path + "lib/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(CacheControl.maxAge(LIBRARIES_KEPT))
        // Finds the version that an address does not name.
        .resourceChain(true);
  }
}
