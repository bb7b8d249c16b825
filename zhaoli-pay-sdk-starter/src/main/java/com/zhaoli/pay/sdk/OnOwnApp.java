package com.zhaoli.pay.sdk;

import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether zhaoli.pay itself names an app. Where it names none and has no further apps either, it
 * still counts, so that the start ends with the sentence that says what is missing.
 */
class OnOwnApp extends SpringBootCondition {

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    boolean own =
        Binder.get(context.getEnvironment()).bind("zhaoli.pay.app-id", String.class).isBound();
    return new ConditionOutcome(
        own || apps(context.getEnvironment()).isEmpty(),
        ConditionMessage.forCondition("zhaoli.pay.app-id").because(own ? "set" : "not set"));
  }

  /** The further apps by name. */
  static Map<String, ZhaoliPayAppsProperties.App> apps(Environment environment) {
    return Binder.get(environment)
        .bind("zhaoli.pay.apps", Bindable.mapOf(String.class, ZhaoliPayAppsProperties.App.class))
        .orElse(Map.of());
  }
}
