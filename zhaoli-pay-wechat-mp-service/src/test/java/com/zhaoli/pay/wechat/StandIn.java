package com.zhaoli.pay.wechat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Answers calls of a page in place of the service, in the form that the manual describes. */
final class StandIn {
  private static final String API = "/ops/v1/wechat";

  /** What is answered. */
  record Given(int status, Object body) {
    static Given ok(Object body) {
      return new Given(200, body);
    }

    static Given refusal(int status, String code, Map<String, String> details) {
      return new Given(
          status, Map.of("code", code, "message", code, "details", details, "requestId", "req_1"));
    }
  }

  /** The calls that were answered here: method, path, query and body. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  private final Map<Pattern, Function<JsonNode, Given>> answers = new LinkedHashMap<>();

  /**
   * The call that matches is answered here; the one named last goes first.
   *
   * @param call method, a blank, and the path below the service's API with its query
   */
  StandIn on(String call, Function<JsonNode, Given> answer) {
    answers.put(Pattern.compile(call), answer);
    return this;
  }

  void answerOn(Page page) {
    page.route("**" + API + "/**", this::answer);
  }

  private void answer(Route route) {
    URI uri = URI.create(route.request().url());
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String call = route.request().method() + " " + uri.getPath().substring(API.length()) + query;
    List<Map.Entry<Pattern, Function<JsonNode, Given>>> found =
        answers.entrySet().stream().filter(each -> each.getKey().matcher(call).matches()).toList();
    if (found.isEmpty()) {
      route.fallback();
      return;
    }
    String body = route.request().postData();
    calls.add(call + (body == null ? "" : " " + body));
    Given answer =
        found
            .get(found.size() - 1)
            .getValue()
            .apply(RunningService.JSON.readTree(body == null ? "{}" : body));
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(answer.status())
            .setContentType("application/json")
            .setBody(RunningService.JSON.writeValueAsString(answer.body())));
  }
}
