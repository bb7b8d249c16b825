package com.zhaoli.pay.wechat.reply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The chatbot, as far as it can be had: answers it gave are remembered for a while, no more
 * questions than allowed are with it at once, and one that fails is spared for a while. No failure
 * of it leaves here.
 */
@Component
class Chatbot {
  private static final Logger log = LoggerFactory.getLogger(Chatbot.class);
  private static final int WINDOW = 20;
  private static final int LEAST_CALLS = 5;
  private static final float FAILURE_PERCENT = 50;
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int PROBES = 2;

  private final ChatbotClient client;
  private final MeterRegistry meters;
  private final Cache<String, String> answers;
  private final Semaphore places;
  private final CircuitBreaker breaker;

  Chatbot(ChatbotClient client, ChatbotProperties properties, MeterRegistry meters) {
    this.client = client;
    this.meters = meters;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(properties.cacheSize())
            .expireAfterWrite(properties.cacheLife())
            .build();
    this.places = new Semaphore(properties.concurrency());
    this.breaker =
        CircuitBreaker.of(
            "chatbot",
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST_CALLS)
                .failureRateThreshold(FAILURE_PERCENT)
                .waitDurationInOpenState(PAUSE)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> log.warn("The breaker of the chatbot: {}", event.getStateTransition()));
  }

  /** The answer to a text, after the client's time-out at the latest; empty when there is none. */
  Optional<String> ask(String text) {
    if (!client.isConfigured()) {
      return Optional.empty();
    }
    String question = WechatText.comparable(text);
    String known = answers.getIfPresent(question);
    if (known != null) {
      count("cached");
      return Optional.of(known);
    }
    if (!places.tryAcquire()) {
      count("busy");
      return Optional.empty();
    }
    try {
      Optional<String> answer = askUnlessSpared(text);
      answer.ifPresent(fresh -> answers.put(question, fresh));
      return answer;
    } finally {
      places.release();
    }
  }

  private Optional<String> askUnlessSpared(String text) {
    if (!breaker.tryAcquirePermission()) {
      count("spared");
      return Optional.empty();
    }
    long start = System.nanoTime();
    try {
      String answer = client.ask(text);
      breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      count("answered");
      return Optional.of(answer);
    } catch (IOException | RuntimeException e) {
      breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
      count("failed");
      // Messages of others may hold the address with what was asked.
      log.warn(
          "The chatbot gave no answer: {}",
          e instanceof ChatbotClient.NoAnswerException
              ? e.getMessage()
              : e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private void count(String outcome) {
    meters.counter("zhaoli.wechat.chatbot.questions", "outcome", outcome).increment();
  }
}
