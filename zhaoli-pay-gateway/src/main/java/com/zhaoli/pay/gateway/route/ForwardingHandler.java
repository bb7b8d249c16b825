package com.zhaoli.pay.gateway.route;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.gateway.guard.TrustedHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchangeHandlerFunction;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Forwards path and query exactly as they stand on the request line. Spring Cloud Gateway's own
 * handler decodes the query and encodes it again, by which a {@code +} becomes a space, and parses
 * form bodies to do so; but what was signed has to be what the service sees.
 *
 * <p>One thing is spelt anew: a {@code +} in a signed query. For the signature it is a plus, as
 * {@code %2B} is; for a service's form decoding it would be a space, and a query could be changed
 * on the way without breaking its signature.
 */
@Component
class ForwardingHandler extends ProxyExchangeHandlerFunction {

  private final ProxyExchange exchange;
  private final ForwardedHeaders headers;

  ForwardingHandler(
      ProxyExchange exchange,
      ForwardedHeaders headers,
      ObjectProvider<RequestHttpHeadersFilter> requestFilters,
      ObjectProvider<ResponseHttpHeadersFilter> responseFilters) {
    super(exchange, requestFilters, responseFilters);
    this.exchange = exchange;
    this.headers = headers;
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    HttpServletRequest servletRequest = request.servletRequest();
    URI service = (URI) request.attribute(MvcUtils.GATEWAY_REQUEST_URL_ATTR).orElseThrow();
    return exchange.exchange(
        exchange
            .request(request)
            .uri(target(service, servletRequest))
            .headers(headers.inward(request.headers().asHttpHeaders(), servletRequest))
            .responseConsumer(
                (answer, response) -> headers.outward(answer.getHeaders(), response.headers()))
            .build());
  }

  private static URI target(URI service, HttpServletRequest request) {
    String query = request.getQueryString();
    if (query != null && TrustedHeaders.of(request).areOfSigned()) {
      query = query.replace("+", "%2B");
    }
    try {
      return new URI(service + request.getRequestURI() + (query == null ? "" : "?" + query));
    } catch (URISyntaxException e) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "query", "is not percent-encoded");
    }
  }
}
