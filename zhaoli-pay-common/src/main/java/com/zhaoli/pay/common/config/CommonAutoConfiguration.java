package com.zhaoli.pay.common.config;

import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.time.MillisecondClock;
import com.zhaoli.pay.common.trace.Traces;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Clock, credential, cipher, codec and traces of every service. */
@AutoConfiguration
@EnableConfigurationProperties(ZhaoliProperties.class)
public class CommonAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return MillisecondClock.system();
  }

  @Bean
  @ConditionalOnMissingBean
  Traces traces(ObjectProvider<Tracer> tracer) {
    return new Traces(tracer.getIfAvailable(() -> Tracer.NOOP));
  }

  /** Sweeps that look several times a second and find nothing would be most of what is sent. */
  @Bean
  SpanExportingPredicate noSpansOfSweeps() {
    return span -> !(span.getName() != null && span.getName().startsWith("task "));
  }

  @Bean
  @ConditionalOnMissingBean
  EventBatchCodec eventBatchCodec() {
    return new EventBatchCodec();
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty(name = "zhaoli.internal.enabled", matchIfMissing = true)
  InternalToken internalToken(ZhaoliProperties properties, Clock clock) {
    String key = properties.internal().key();
    if (key == null || key.isBlank()) {
      throw new InvalidConfigurationException(
          "ZHAOLI_INTERNAL_KEY (zhaoli.internal.key) is not set: it must be base64 of 32 random bytes, the same for all services.");
    }
    try {
      return new InternalToken(key, clock);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(
          "ZHAOLI_INTERNAL_KEY (zhaoli.internal.key) must be base64 of at least 32 bytes.", e);
    }
  }

  /** Made where a key is configured; a service that stores secrets fails to start without it. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("zhaoli.encryption.key")
  FieldCipher fieldCipher(ZhaoliProperties properties) {
    try {
      return new FieldCipher(String.valueOf(properties.encryption().key()));
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(
          "ZHAOLI_ENCRYPTION_KEY (zhaoli.encryption.key) is not valid: " + e.getMessage(), e);
    }
  }
}
