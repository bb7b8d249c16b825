package com.zhaoli.pay.notify.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.notify.log.internal.LaneMapper;
import com.zhaoli.pay.notify.log.internal.RetentionMapper;
import com.zhaoli.pay.notify.settings.SettingsFixture;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.support.TransactionTemplate;

class RetentionTest {

  @Test
  void aTableThatCannotBeShortenedKeepsNoOtherFromIt() {
    Set<String> called = new TreeSet<>();
    Retention retention =
        new Retention(
            failingAt(RetentionMapper.class, "portion", called),
            failingAt(LaneMapper.class, "none", called),
            (kind, numbers) -> {},
            SettingsFixture.defaults(),
            new TransactionTemplate(),
            Clock.systemUTC());

    assertThatThrownBy(retention::clean).isInstanceOf(QueryTimeoutException.class);

    assertThat(called)
        .contains("attempts", "events", "portionOfIdle", "portionOfLetters", "replays");
  }

  /** A database with nothing in it, and one statement that takes too long. */
  private static <T> T failingAt(Class<T> mapper, String statement, Set<String> called) {
    return mapper.cast(
        Proxy.newProxyInstance(
            mapper.getClassLoader(),
            new Class<?>[] {mapper},
            (proxy, method, arguments) -> {
              called.add(method.getName());
              if (method.getName().equals(statement)) {
                throw new QueryTimeoutException("too slow");
              }
              return method.getReturnType() == int.class ? 0 : null;
            }));
  }
}
