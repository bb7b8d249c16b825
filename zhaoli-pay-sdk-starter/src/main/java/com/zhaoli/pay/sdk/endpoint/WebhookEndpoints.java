package com.zhaoli.pay.sdk.endpoint;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.http.ApiCaller;
import com.zhaoli.pay.sdk.json.JsonBody;
import java.time.Duration;
import java.util.List;

/**
 * Where webhooks go. Every method throws a {@link ZhaoliPayException} whose subclass says what to
 * do. Safe for many threads.
 *
 * <p>The platform knows no Idempotency-Key here: what makes something is sent once. After an {@link
 * OutcomeUnknownException} look whether it is there before you ask again.
 */
public final class WebhookEndpoints {

  private static final String PATH = "/openapi/v1/webhook-endpoints";
  private static final String REPLAYS = "/replays";
  private static final byte[] NO_BODY = new byte[0];

  private final ApiCaller api;

  public WebhookEndpoints(ApiCaller api) {
    this.api = api;
  }

  /** Creates an endpoint; only this answer holds its secret. Each call makes another one. */
  public WebhookEndpoint create(WebhookEndpointCreateRequest request) {
    return api.postOnce(PATH, request.toJson(), WebhookEndpoint::of);
  }

  /** All endpoints. */
  public List<WebhookEndpoint> list() {
    return api.get(PATH, json -> json.objects("items").stream().map(WebhookEndpoint::of).toList());
  }

  /** The endpoint of this number. */
  public WebhookEndpoint get(String endpointNo) {
    return api.get(at(endpointNo), WebhookEndpoint::of);
  }

  /** Changes what the request names and leaves the rest; retries go by it too. */
  public WebhookEndpoint update(String endpointNo, WebhookEndpointUpdateRequest request) {
    return api.patch(at(endpointNo), request.toJson(), WebhookEndpoint::of);
  }

  /** Makes a new secret, which only this answer holds; the old one signs beside it for a day. */
  public WebhookEndpoint rotateSecret(String endpointNo) {
    return api.postOnce(at(endpointNo) + "/rotate-secret", NO_BODY, WebhookEndpoint::of);
  }

  /**
   * The same with an overlap of the caller's.
   *
   * @param overlap nothing to seven days, in whole seconds
   * @throws IllegalArgumentException when the overlap is none of those
   */
  public WebhookEndpoint rotateSecret(String endpointNo, Duration overlap) {
    return api.postOnce(
        at(endpointNo) + "/rotate-secret",
        new JsonBody().with("overlapSeconds", Checks.overlapSeconds(overlap)).toBytes(),
        WebhookEndpoint::of);
  }

  /** Has a signed {@code endpoint.test} sent now, and answers what came of it. */
  public WebhookTestResult test(String endpointNo) {
    return api.postOnce(at(endpointNo) + "/test", NO_BODY, WebhookTestResult::of);
  }

  /** Deletes an endpoint. WEBHOOK_ENDPOINT_IS_DEFAULT for the default one: disable it instead. */
  public void delete(String endpointNo) {
    api.delete(at(endpointNo));
  }

  /** Has events of a time delivered once more. Each call orders another replay. */
  public WebhookReplay replay(String endpointNo, WebhookReplayRequest request) {
    return api.postOnce(at(endpointNo) + REPLAYS, request.toJson(), WebhookReplay::of);
  }

  /** How far a replay is. */
  public WebhookReplay getReplay(String endpointNo, String replayNo) {
    return api.get(replayAt(endpointNo, replayNo), WebhookReplay::of);
  }

  /** The last fifty replays of an endpoint, newest first. */
  public List<WebhookReplay> listReplays(String endpointNo) {
    return api.get(
        at(endpointNo) + REPLAYS,
        json -> json.objects("items").stream().map(WebhookReplay::of).toList());
  }

  /** Ends a replay where it is; what it has ordered is delivered all the same. */
  public WebhookReplay cancelReplay(String endpointNo, String replayNo) {
    return api.delete(replayAt(endpointNo, replayNo), WebhookReplay::of);
  }

  private static String at(String endpointNo) {
    return PATH + ApiCaller.segment("endpointNo", endpointNo);
  }

  private static String replayAt(String endpointNo, String replayNo) {
    return at(endpointNo) + REPLAYS + ApiCaller.segment("replayNo", replayNo);
  }
}
