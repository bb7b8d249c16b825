package com.zhaoli.pay.gateway.docs;

import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Serves the signing rules and their known answers, the very files that the tests run on. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {

  private static final Map<String, MediaType> FILES =
      Map.of(
          "index.html", MediaType.valueOf("text/html;charset=UTF-8"),
          "docs.css", MediaType.valueOf("text/css;charset=UTF-8"),
          "open-api-signing.md", MediaType.valueOf("text/plain;charset=UTF-8"),
          "signing-vectors.json", MediaType.valueOf("application/json;charset=UTF-8"));

  @Bean
  RouterFunction<ServerResponse> docs() {
    RouterFunctions.Builder routes = RouterFunctions.route();
    // With the slash, so that the page's relative links work.
    routes.GET("/docs", request -> ServerResponse.status(308).header("Location", "/docs/").build());
    routes.GET("/docs/", request -> file("index.html"));
    FILES.keySet().forEach(name -> routes.GET("/docs/" + name, request -> file(name)));
    return routes.build();
  }

  private static ServerResponse file(String name) {
    Resource file = new ClassPathResource("docs/" + name);
    return ServerResponse.ok()
        .contentType(FILES.getOrDefault(name, MediaType.TEXT_PLAIN))
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)))
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'")
        .header("X-Content-Type-Options", "nosniff")
        .body(file);
  }
}
