package com.zhaoli.pay.sandbox.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** As much of a browser as pages without script need. */
public final class Browser {
  private static final Pattern ACTION =
      Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
  private static final Pattern REFRESH =
      Pattern.compile("http-equiv=\"refresh\" content=\"\\d+;url=([^\"]*)\"");

  private final HttpClient following =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private final HttpClient staying = HttpClient.newHttpClient();

  /** A page as it was shown. */
  public record Page(String url, HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** Where the page leads by itself. */
    public String refresh() {
      return find(REFRESH);
    }

    private String find(Pattern pattern) {
      Matcher matcher = pattern.matcher(text());
      if (!matcher.find()) {
        throw new AssertionError("no " + pattern + " in " + text());
      }
      return HtmlUtils.htmlUnescape(matcher.group(1));
    }
  }

  /** Opens an address and follows where it leads. */
  public Page open(String url) {
    return send(following, HttpRequest.newBuilder(URI.create(url)).build());
  }

  /** Where an address leads, without going there. */
  public String locationOf(String url) {
    return send(staying, HttpRequest.newBuilder(URI.create(url)).build()).header("Location");
  }

  /** Presses the page's button. */
  public Page submit(Page page) {
    URI action = URI.create(page.url()).resolve(page.find(ACTION));
    return send(
        following,
        HttpRequest.newBuilder(action)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  /** The query parameters of an address. */
  public static Map<String, String> parametersOf(String url) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : url.substring(url.indexOf('?') + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Page send(HttpClient client, HttpRequest request) {
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Page(response.uri().toString(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
