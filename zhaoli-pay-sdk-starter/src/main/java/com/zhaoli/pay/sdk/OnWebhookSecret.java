package com.zhaoli.pay.sdk;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether any app has a webhook secret. */
class OnWebhookSecret extends SpringBootCondition {

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    boolean any =
        Binder.get(context.getEnvironment())
                .bind("zhaoli.pay.webhook-secret", String.class)
                .isBound()
            || OnOwnApp.apps(context.getEnvironment()).values().stream()
                .anyMatch(app -> app.webhookSecret() != null);
    return new ConditionOutcome(
        any, ConditionMessage.forCondition("webhook-secret").because(any ? "set" : "not set"));
  }
}
