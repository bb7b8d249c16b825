package com.zhaoli.pay.notify.webhook;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.endpoint.EndpointHealth;
import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.MerchantTargets;
import com.zhaoli.pay.notify.target.Room;
import com.zhaoli.pay.notify.target.Target;
import com.zhaoli.pay.notify.target.TargetKind;
import com.zhaoli.pay.notify.target.TargetStrategy;
import com.zhaoli.pay.notify.target.Told;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the merchant's servers. A payment with a notifyUrl is told there and nowhere else, signed
 * with the secret of the merchant's default endpoint; any other at each endpoint that wants its
 * type. For a paused endpoint it is kept.
 */
@Component
class WebhookStrategy implements TargetStrategy {
  private static final int GONE = 410;

  private final WebhookEndpoints endpoints;
  private final EndpointHealth health;
  private final EndpointPace pace;
  private final WebhookSender sender;
  private final Clock clock;
  private final JsonMapper json = JsonMapper.builder().build();

  WebhookStrategy(
      WebhookEndpoints endpoints,
      EndpointHealth health,
      EndpointPace pace,
      WebhookSender sender,
      Clock clock) {
    this.endpoints = endpoints;
    this.health = health;
    this.pace = pace;
    this.sender = sender;
    this.clock = clock;
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

  @Override
  public Map<Target, DeliveryOutcome.NotBegun> notWantedNow(List<Target> calls, boolean inLine) {
    Map<String, List<EndpointTarget>> paced = new LinkedHashMap<>();
    for (Target call : calls) {
      if (call instanceof EndpointTarget target && target.perSecond() != null) {
        paced.computeIfAbsent(target.name(), name -> new ArrayList<>()).add(target);
      }
    }
    List<EndpointPace.Wanted> wanted = new ArrayList<>(paced.size());
    paced.forEach(
        (endpointNo, targets) -> {
          Integer perSecond = targets.get(0).perSecond();
          if (perSecond != null) {
            wanted.add(new EndpointPace.Wanted(endpointNo, perSecond, targets.size()));
          }
        });
    Map<Target, DeliveryOutcome.NotBegun> notNow = new HashMap<>();
    pace.take(wanted, inLine)
        .forEach(
            (endpointNo, room) -> {
              List<EndpointTarget> targets = paced.getOrDefault(endpointNo, List.of());
              targets
                  .subList(room.calls(), targets.size())
                  .forEach(target -> notNow.put(target, target.notNow(room.pause())));
            });
    return notNow;
  }

  @Override
  public Room room(String target) {
    return pace.room(target);
  }

  private List<Target> targets(
      PaymentEvent event, @Nullable String only, List<WebhookEndpointBO> all) {
    boolean isNamed = only != null && !only.equals(kind().unresolvedTarget());
    List<WebhookEndpointBO> named =
        isNamed ? all.stream().filter(one -> one.endpointNo().equals(only)).toList() : all;
    if (isNamed && named.isEmpty()) {
      return decided(only, new DeliveryOutcome.Skipped(WebhookEndpoints.GONE));
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
      if (url == null || !endpoint.wants(event.type())) {
        continue;
      }
      switch (endpoint.status()) {
        case ACTIVE -> targets.add(new EndpointTarget(endpoint, url, false));
        case PAUSED ->
            targets.add(
                Target.decided(
                    endpoint.endpointNo(),
                    new DeliveryOutcome.Held("The endpoint is paused: kept until it is resumed.")));
        case DISABLED -> {
          // Events pass it by.
        }
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

    /** Null where it takes whatever comes: so does a payment's own address. */
    @Nullable Integer perSecond() {
      return isNotifyUrl ? null : endpoint.maxPerSecond();
    }

    DeliveryOutcome.NotBegun notNow(Duration pause) {
      return new DeliveryOutcome.NotBegun(
          "The endpoint wants "
              + perSecond()
              + " calls a second at most: kept until its turn, without an attempt.",
          pause);
    }

    @Override
    public Told deliver(PaymentEvent event) {
      WebhookAnswer answer =
          sender.send(
              url,
              endpoint.secretsAt(clock.instant()),
              event.eventId(),
              json.writeValueAsBytes(WebhookBody.of(event)));
      DeliveryOutcome outcome = outcome(answer);
      if (!isNotifyUrl) {
        // The endpoint's own address: another one of a payment says nothing of it.
        if (outcome instanceof DeliveryOutcome.Delivered) {
          health.succeeded(endpoint);
        } else {
          health.failed(endpoint);
        }
      }
      return new Told(
          outcome, url, answer instanceof WebhookAnswer.Status status ? status.excerpt() : null);
    }

    private DeliveryOutcome outcome(WebhookAnswer answer) {
      if (answer instanceof WebhookAnswer.None none) {
        return new DeliveryOutcome.Failed(none.reason(), null);
      }
      WebhookAnswer.Status status = (WebhookAnswer.Status) answer;
      if (status.code() / 100 == 2) {
        return new DeliveryOutcome.Delivered(status.code());
      }
      if (status.code() == GONE) {
        if (isNotifyUrl) {
          return new DeliveryOutcome.Gone(status.code());
        }
        health.pause(endpoint, "It answered 410: it wants no more.");
        return new DeliveryOutcome.Held("The server answered 410: the endpoint is paused.");
      }
      return new DeliveryOutcome.Failed(
          "The server answered "
              + status.code()
              + (status.excerpt().isEmpty() ? "." : ": " + status.excerpt()),
          status.code(),
          status.retryAfter());
    }
  }
}
