package com.zhaoli.pay.notify.webhook;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.endpoint.EndpointStatus;
import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.MerchantTargets;
import com.zhaoli.pay.notify.target.Target;
import com.zhaoli.pay.notify.target.TargetKind;
import com.zhaoli.pay.notify.target.TargetStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the merchant's servers. A payment with a notifyUrl is told there and nowhere else, signed
 * with the secret of the merchant's default endpoint; any other at each active endpoint.
 */
@Component
class WebhookStrategy implements TargetStrategy {
  private static final int GONE = 410;

  private final WebhookEndpoints endpoints;
  private final WebhookSender sender;
  private final JsonMapper json = JsonMapper.builder().build();

  WebhookStrategy(WebhookEndpoints endpoints, WebhookSender sender) {
    this.endpoints = endpoints;
    this.sender = sender;
  }

  @Override
  public TargetKind kind() {
    return TargetKind.WEBHOOK;
  }

  @Override
  public MerchantTargets targetsOf(String merchantNo) {
    List<WebhookEndpointBO> all = endpoints.ofMerchant(merchantNo);
    return (event, only) -> targets(event, only, all);
  }

  private List<Target> targets(
      PaymentEvent event, @Nullable String only, List<WebhookEndpointBO> all) {
    boolean isNamed = only != null && !only.equals(kind().unresolvedTarget());
    List<WebhookEndpointBO> named =
        isNamed ? all.stream().filter(one -> one.endpointNo().equals(only)).toList() : all;
    if (isNamed && named.isEmpty()) {
      return decided(only, new DeliveryOutcome.Skipped("The endpoint is there no more."));
    }
    String notifyUrl = event.notifyUrl();
    if (notifyUrl != null) {
      return named.stream()
          .min(Comparator.comparing(WebhookEndpointBO::isDefault).reversed())
          .map(signer -> List.<Target>of(new EndpointTarget(signer, notifyUrl, true)))
          // Not to be sent unsigned, and not to be dropped: the endpoint may yet be made.
          .orElseGet(
              () ->
                  decided(
                      only,
                      new DeliveryOutcome.Failed(
                          "The merchant has no endpoint whose secret could sign it.", null)));
    }
    List<Target> targets = new ArrayList<>();
    for (WebhookEndpointBO endpoint : named) {
      String url = endpoint.url();
      if (url != null && endpoint.status() == EndpointStatus.ACTIVE) {
        targets.add(new EndpointTarget(endpoint, url, false));
      }
    }
    return targets.isEmpty()
        ? decided(only, new DeliveryOutcome.Skipped("There is no webhook address to send it to."))
        : targets;
  }

  private List<Target> decided(@Nullable String only, DeliveryOutcome outcome) {
    return List.of(Target.decided(only == null ? kind().unresolvedTarget() : only, outcome));
  }

  private final class EndpointTarget implements Target {
    private final WebhookEndpointBO endpoint;
    private final String url;
    private final boolean isNotifyUrl;

    EndpointTarget(WebhookEndpointBO endpoint, String url, boolean isNotifyUrl) {
      this.endpoint = endpoint;
      this.url = url;
      this.isNotifyUrl = isNotifyUrl;
    }

    @Override
    public String name() {
      return endpoint.endpointNo();
    }

    @Override
    public DeliveryOutcome deliver(PaymentEvent event) {
      WebhookAnswer answer =
          sender.send(
              url,
              endpoint.secret(),
              event.eventId(),
              json.writeValueAsBytes(WebhookBody.of(event)));
      if (answer instanceof WebhookAnswer.None none) {
        return new DeliveryOutcome.Failed(none.reason(), null);
      }
      WebhookAnswer.Status status = (WebhookAnswer.Status) answer;
      if (status.code() / 100 == 2) {
        return new DeliveryOutcome.Delivered(status.code());
      }
      if (status.code() == GONE && isNotifyUrl) {
        return new DeliveryOutcome.Gone(status.code());
      }
      return new DeliveryOutcome.Failed(
          "The server answered "
              + status.code()
              + (status.excerpt().isEmpty() ? "." : ": " + status.excerpt()),
          status.code());
    }
  }
}
