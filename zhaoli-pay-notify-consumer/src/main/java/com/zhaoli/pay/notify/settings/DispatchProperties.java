package com.zhaoli.pay.notify.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code zhaoli.dispatch}. */
@ConfigurationProperties("zhaoli.dispatch")
public record DispatchProperties(@DefaultValue("rabbit") DispatchMode mode) {}
