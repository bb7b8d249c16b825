package com.zhaoli.pay.gateway.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves the description of the open API, the signing rules and their known answers: the very files
 * that the tests run on.
 */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final MediaType HTML = MediaType.valueOf("text/html;charset=UTF-8");
  private static final Map<String, MediaType> FILES =
      Map.of(
          "docs.css", MediaType.valueOf("text/css;charset=UTF-8"),
          "open-api-signing.md", MediaType.valueOf("text/plain;charset=UTF-8"),
          "signing-vectors.json", MediaType.valueOf("application/json;charset=UTF-8"));

  @Bean
  RouterFunction<ServerResponse> docs() throws IOException {
    JsonNode document = OpenApiParts.merged();
    byte[] openApi = JSON.writeValueAsBytes(document);
    byte[] page =
        new ClassPathResource("docs/index.html")
            .getContentAsString(StandardCharsets.UTF_8)
            .replace("<!--calls-->", OpenApiPage.of(document))
            .getBytes(StandardCharsets.UTF_8);
    RouterFunctions.Builder routes = RouterFunctions.route();
    // With the slash, so that the page's relative links work.
    routes.GET("/docs", request -> ServerResponse.status(308).header("Location", "/docs/").build());
    routes.GET("/docs/", request -> answer(HTML, page));
    routes.GET("/docs/index.html", request -> answer(HTML, page));
    routes.GET("/docs/openapi.json", request -> answer(MediaType.APPLICATION_JSON, openApi));
    FILES.keySet().forEach(name -> routes.GET("/docs/" + name, request -> file(name)));
    return routes.build();
  }

  private static ServerResponse file(String name) {
    return answer(
        FILES.getOrDefault(name, MediaType.TEXT_PLAIN), new ClassPathResource("docs/" + name));
  }

  private static ServerResponse answer(MediaType type, Object body) {
    return ServerResponse.ok()
        .contentType(type)
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)))
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'")
        .header("X-Content-Type-Options", "nosniff")
        .body(body);
  }
}
