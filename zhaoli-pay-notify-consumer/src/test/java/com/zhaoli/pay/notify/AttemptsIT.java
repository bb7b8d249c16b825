package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.log.AttemptEntry;
import com.zhaoli.pay.notify.log.AttemptLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Attempts are many, and each has other columns empty than the one before it. */
class AttemptsIT {
  private static final Instant BEGAN = Instant.parse("2026-11-28T20:15:30.123Z");

  private static final Outside OUTSIDE = new Outside();

  /** How many commits of attempts are still to be made whose answer is lost. */
  private static final AtomicInteger LOST_ANSWERS = new AtomicInteger();

  private static NotifyService service;
  private static AttemptLog attempts;

  @BeforeAll
  static void itRuns() {
    SpringApplication application = new SpringApplication(NotifyApplication.class);
    application.addInitializers(
        context -> context.getBeanFactory().addBeanPostProcessor(new LosesAnswers()));
    service =
        NotifyService.start(application, OUTSIDE, "zhaoli_notify_attempts", NotifyService.rabbit());
    attempts = service.bean(AttemptLog.class);
  }

  @AfterAll
  static void itEnds() {
    service.close();
  }

  private static AttemptEntry answered(String number, int status) {
    return new AttemptEntry(
        AttemptEntry.newNo(),
        number,
        BEGAN,
        Duration.ofMillis(12),
        "FAILED",
        "https://shop.example/a",
        status,
        "好",
        null);
  }

  private static AttemptEntry unanswered(String number, @Nullable String address) {
    return new AttemptEntry(
        AttemptEntry.newNo(),
        number,
        BEGAN,
        Duration.ofSeconds(10),
        "FAILED",
        address,
        null,
        null,
        "No answer in 10 s.");
  }

  @Test
  void manyAttemptsOfAllKindsAreKeptAsTheyWere() {
    List<AttemptEntry> given = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String number = "ntf_many_" + i % 6;
      given.add(
          switch (i % 3) {
            case 0 -> unanswered(number, null);
            case 1 -> answered(number, 500 + i % 2);
            default -> unanswered(number, "https://shop.example/b");
          });
    }

    attempts.add(given);

    for (int i = 0; i < 6; i++) {
      String number = "ntf_many_" + i;
      assertThat(attempts.of(number))
          .containsExactlyInAnyOrderElementsOf(
              given.stream().filter(entry -> entry.notificationNo().equals(number)).toList());
    }
  }

  @Test
  void ofAttemptsThatAreAddedTogetherAllAreKeptOrNone() {
    List<AttemptEntry> given = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      given.add(answered("ntf_none", 500));
    }
    given.add(unanswered("ntf_none", "https://shop.example/" + "x".repeat(500)));

    assertThatThrownBy(() -> attempts.add(given)).isInstanceOf(DataAccessException.class);

    assertThat(attempts.of("ntf_none")).isEmpty();
  }

  @Test
  void anAttemptStandsOnceThoughNobodyWasToldThatItWasWritten() {
    String merchantNo = Ids.withPrefix("mch_");
    service.endpoint(merchantNo, OUTSIDE.shop(merchantNo));
    PaymentEvent event = Events.succeeded(merchantNo, null);
    LOST_ANSWERS.set(1);

    service
        .bean(RabbitTemplate.class)
        .convertAndSend(Routing.EXCHANGE, Routing.ROUTING_KEY, Events.frame(event));

    service.awaitDeliveries(event, "DELIVERED");
    assertThat(LOST_ANSWERS).hasValue(0);
    assertThat(
            service
                .jdbc()
                .queryForList(
                    "SELECT result FROM delivery_attempt WHERE notification_no = ?",
                    String.class,
                    service.numberOf(event, 0)))
        .containsExactly("DELIVERED");
  }

  /** Has the database commit, and then has the connection end as if it had not answered. */
  private static final class LosesAnswers implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      if (!(bean instanceof DataSource database)) {
        return bean;
      }
      return new DelegatingDataSource(database) {
        @Override
        public Connection getConnection() throws SQLException {
          return losing(super.getConnection());
        }
      };
    }

    private static Connection losing(Connection connection) {
      AtomicBoolean hasAttempts = new AtomicBoolean();
      return (Connection)
          Proxy.newProxyInstance(
              AttemptsIT.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("prepareStatement")
                    && String.valueOf(arguments[0]).contains("INTO delivery_attempt")) {
                  hasAttempts.set(true);
                }
                Object result;
                try {
                  result = method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getTargetException();
                }
                if (method.getName().equals("commit")
                    && hasAttempts.get()
                    && LOST_ANSWERS.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                  throw new SQLNonTransientConnectionException("The answer is lost.", "08000");
                }
                return result;
              });
    }
  }
}
