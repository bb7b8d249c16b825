package com.zhaoli.pay.gateway.route;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.gateway.edge.UnfinishedAnswer;
import com.zhaoli.pay.gateway.guard.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.common.AbstractProxyExchange;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Sends a request to one instance of a service, and to the next where that is safe.
 *
 * <ul>
 *   <li>No connection came about: the request was not sent, so the next instance gets it, whatever
 *       the method.
 *   <li>The connection broke before an answer: nobody knows whether the request took effect. Only
 *       methods that change nothing are repeated, once.
 *   <li>The answer did not come in time: not repeated, since the caller has waited long enough.
 * </ul>
 *
 * Callers that repeat a POST themselves do so with an Idempotency-Key or their own number.
 */
class FailoverExchange extends AbstractProxyExchange {

  /** The scheme of addresses that name a service, not a host. */
  static final String SCHEME = "lb";

  private static final Logger log = LoggerFactory.getLogger(FailoverExchange.class);
  private static final int INSTANCES_TRIED = 3;
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Map<Patience, RestClient> clients;
  private final ServiceInstances instances;
  private final UpstreamBreakers breakers;

  FailoverExchange(
      Map<Patience, RestClient> clients,
      ServiceInstances instances,
      UpstreamBreakers breakers,
      GatewayMvcProperties properties) {
    super(properties);
    this.clients = new EnumMap<>(clients);
    this.instances = instances;
    this.breakers = breakers;
  }

  @Override
  public ServerResponse exchange(Request request) {
    URI target = Objects.requireNonNull(request.getUri());
    return breakers.call(target.getHost(), () -> exchange(request, target));
  }

  private ServerResponse exchange(Request request, URI target) {
    String serviceId = target.getHost();
    List<URI> candidates = instances.inOrder(serviceId);
    boolean mayRepeat = SAFE.contains(request.getMethod());
    for (URI instance : candidates.subList(0, Math.min(candidates.size(), INSTANCES_TRIED))) {
      try {
        return send(request, at(instance, target));
      } catch (ResourceAccessException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        if (isUnconnected(cause)) {
          log.warn("{} at {} takes no connection: {}", serviceId, instance, cause.toString());
          instances.suspect(instance);
        } else if (cause instanceof ConnectionRequestTimeoutException) {
          log.warn("All connections to {} are busy", serviceId);
          throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE, e);
        } else if (cause instanceof SocketTimeoutException) {
          log.warn("{} at {} did not answer in time", serviceId, instance);
          instances.suspect(instance);
          throw new ApiException(ErrorCode.UPSTREAM_TIMEOUT, e);
        } else if (mayRepeat) {
          log.warn("{} at {} broke off; trying another: {}", serviceId, instance, cause.toString());
          mayRepeat = false;
        } else {
          log.warn("{} at {} broke off: {}", serviceId, instance, cause.toString());
          throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE, e);
        }
      }
    }
    log.warn("No instance of {} can be reached, of {} known", serviceId, candidates.size());
    throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE);
  }

  private ServerResponse send(Request request, URI url) {
    HttpServletRequest received = request.getServerRequest().servletRequest();
    byte[] body = RequestBody.of(received);
    RestClient.RequestBodySpec call =
        Objects.requireNonNull(clients.get(Patience.of(received)))
            .method(request.getMethod())
            .uri(url)
            .headers(headers -> headers.putAll(request.getHeaders()));
    if (body.length > 0) {
      call.body(out -> out.write(body));
    }
    return Objects.requireNonNull(call.exchange((sent, answer) -> answer(request, answer), false));
  }

  private ServerResponse answer(Request request, ClientHttpResponse answer) throws IOException {
    ServerResponse response =
        GatewayServerResponse.status(answer.getStatusCode())
            .build(
                (servletRequest, servletResponse) -> {
                  try (answer) {
                    copyResponseBody(answer, answer.getBody(), servletResponse.getOutputStream());
                  } catch (ClientAbortException e) {
                    log.debug("The caller did not wait for the answer: {}", e.toString());
                  } catch (IOException e) {
                    log.warn("A service broke off in the middle of its answer: {}", e.toString());
                    UnfinishedAnswer.note(servletRequest, e);
                  }
                  return null;
                });
    ServiceAnswer seen = new ServiceAnswer(answer.getStatusCode(), answer.getHeaders());
    request.getResponseConsumers().forEach(consumer -> consumer.accept(seen, response));
    return response;
  }

  private static boolean isUnconnected(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof ConnectTimeoutException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException;
  }

  /** The target's path and query as they are, at the instance's address. */
  private static URI at(URI instance, URI target) {
    String query = target.getRawQuery();
    return URI.create(
        instance.getScheme()
            + "://"
            + instance.getRawAuthority()
            + target.getRawPath()
            + (query == null ? "" : "?" + query));
  }

  private record ServiceAnswer(HttpStatusCode statusCode, HttpHeaders headers) implements Response {
    @Override
    public HttpStatusCode getStatusCode() {
      return statusCode;
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }
}
