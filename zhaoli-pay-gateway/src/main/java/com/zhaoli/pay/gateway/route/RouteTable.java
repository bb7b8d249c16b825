package com.zhaoli.pay.gateway.route;

import static com.zhaoli.pay.gateway.route.Patience.SHORT;
import static com.zhaoli.pay.gateway.route.Upstream.MERCHANT;
import static com.zhaoli.pay.gateway.route.Upstream.NOTIFY;
import static com.zhaoli.pay.gateway.route.Upstream.PAYMENT;
import static com.zhaoli.pay.gateway.route.Upstream.POS_TERMINAL;
import static com.zhaoli.pay.gateway.route.Upstream.WECHAT_MP;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.POST;
import static org.springframework.web.servlet.function.RequestPredicates.method;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.web.ErrorBodyWriter;
import com.zhaoli.pay.gateway.guard.Guard;
import com.zhaoli.pay.gateway.guard.PublicGuard;
import com.zhaoli.pay.gateway.guard.TerminalGuard;
import com.zhaoli.pay.gateway.openapi.OpenApiGuard;
import com.zhaoli.pay.gateway.operator.OperatorGuard;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Which path goes to which service, behind which guard. What stands in no row is a 404, so {@code
 * /internal/**} of the services cannot be reached from outside. The first row that matches counts.
 */
@Configuration(proxyBeanMethods = false)
class RouteTable {

  /** What the channels send is a few KiB; their addresses have a larger rate instead. */
  private static final int CALLBACK_LIMIT_BYTES = 64 * 1024;

  /** Files without data: a page asks who is there before it asks for anything else. */
  private static final RequestPredicate CONSOLE_PAGES =
      method(HttpMethod.GET)
          .and(
              exactly(
                  "/ops",
                  "/ops/",
                  "/ops/merchants",
                  "/ops/audit-log",
                  "/ops/operators",
                  "/ops/account",
                  "/ops/assets/**",
                  "/ops/pages/**"));

  private static final RequestPredicate WECHAT_CONSOLE_PAGES =
      method(HttpMethod.GET).and(exactly("/ops/wechat", "/ops/wechat/**"));

  @Bean
  RouterFunction<ServerResponse> routes(
      OpenApiGuard signed,
      OperatorGuard operators,
      TerminalGuard terminals,
      ErrorBodyWriter errors) {
    Guard open = new PublicGuard();
    Guard channels = new PublicGuard(CALLBACK_LIMIT_BYTES);
    return List.of(
            row(
                "openapi-payments",
                under("/openapi/v1", "payments", "refunds", "bills", "stores"),
                signed,
                PAYMENT),
            row(
                "openapi-notify",
                under("/openapi/v1", "webhook-endpoints", "notifications"),
                signed,
                NOTIFY),
            row(
                "openapi-merchant",
                under("/openapi/v1", "merchant", "keys", "receivers"),
                signed,
                MERCHANT),
            row("openapi-pos", under("/openapi/v1", "terminals", "cashiers"), signed, POS_TERMINAL),
            row("onboarding", path("/onboarding/**"), open, MERCHANT, SHORT),
            row("cashier", path("/cashier/**"), open, PAYMENT),
            row(
                "callback",
                exactly("/callback/{channel}", "/callback/{channel}/{account}"),
                channels,
                PAYMENT),
            row("store-qr", path("/q/**"), open, PAYMENT),
            row(
                "wechat-portal",
                exactly("/wechat/portal", "/wechat/portal/{appId}"),
                channels,
                WECHAT_MP),
            row("pos", path("/pos/v1/**"), terminals, POS_TERMINAL),
            row("ops-pages", CONSOLE_PAGES, open, MERCHANT, SHORT),
            row("ops-wechat-pages", WECHAT_CONSOLE_PAGES, open, WECHAT_MP, SHORT),
            row("ops-login", POST("/ops/v1/sessions"), open, MERCHANT, SHORT),
            row("ops-payments", under("/ops/v1", "payments"), operators, PAYMENT, SHORT),
            row("ops-wechat", under("/ops/v1", "wechat"), operators, WECHAT_MP, SHORT),
            row("ops-notifications", under("/ops/v1", "notifications"), operators, NOTIFY, SHORT),
            row("ops-terminals", under("/ops/v1", "terminals"), operators, POS_TERMINAL, SHORT),
            row("ops", path("/ops/**"), operators, MERCHANT, SHORT))
        .stream()
        .reduce(RouterFunction::and)
        .orElseThrow()
        .filter((request, next) -> answered(request, next, errors));
  }

  /** A refusal is an ordinary answer here, not an exception with a stack trace in the log. */
  private static ServerResponse answered(
      ServerRequest request, HandlerFunction<ServerResponse> next, ErrorBodyWriter errors)
      throws Exception {
    try {
      return next.handle(request);
    } catch (ApiException refusal) {
      return GatewayServerResponse.status(refusal.code().httpStatus())
          .build(
              (servletRequest, servletResponse) -> {
                errors.write(servletRequest, servletResponse, refusal);
                return null;
              });
    }
  }

  private static RouterFunction<ServerResponse> row(
      String id, RequestPredicate predicate, Guard guard, Upstream upstream) {
    return row(id, predicate, guard, upstream, Patience.USUAL);
  }

  private static RouterFunction<ServerResponse> row(
      String id, RequestPredicate predicate, Guard guard, Upstream upstream, Patience patience) {
    return route(id)
        .route(predicate, http())
        .filter(
            (request, next) -> {
              guard.admit(request.servletRequest()).attachTo(request.servletRequest());
              patience.attachTo(request.servletRequest());
              return next.handle(request);
            })
        .before(uri(upstream.uri()))
        .build();
  }

  private static RequestPredicate under(String prefix, String... collections) {
    return exactly(
        Stream.of(collections).map(name -> prefix + "/" + name + "/**").toArray(String[]::new));
  }

  private static RequestPredicate exactly(String... patterns) {
    return Stream.of(patterns)
        .map(RequestPredicates::path)
        .reduce(RequestPredicate::or)
        .orElseThrow();
  }
}
