package com.zhaoli.pay.sandbox.officialaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.sandbox.PushMode;
import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.journal.Journal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AllowancesTest {
  private static final Instant START = Instant.parse("2026-11-27T04:00:00Z");

  @TempDir Path directory;
  private Journal journal;
  private Allowances allowances;
  private Instant now = START;

  @BeforeEach
  void open() {
    SandboxProperties properties =
        new SandboxProperties(
            directory,
            URI.create("http://127.0.0.1:8080"),
            "",
            true,
            10,
            10,
            10,
            Duration.ofSeconds(2),
            new SandboxProperties.Barcodes(1),
            new SandboxProperties.Notify(1, Duration.ZERO, Duration.ofSeconds(5)),
            new SandboxProperties.OfficialAccount(
                Duration.ofSeconds(5), Duration.ofSeconds(1), PushMode.PLAIN, 10, List.of()),
            new SandboxProperties.Jobs(new Secret("token"), "app", Duration.ofSeconds(1)));
    journal = new Journal(properties, JsonMapper.builder().build());
    allowances = new Allowances(new AccountJournal(journal, ""), properties, clock());
  }

  @AfterEach
  void close() throws Exception {
    journal.close();
  }

  @Test
  void aTextAllowsFiveMessagesFor48Hours() {
    allowances.wrote("o1");
    for (int i = 0; i < 4; i++) {
      allowances.take("o1");
    }
    now = START.plus(Duration.ofDays(2)).minusMillis(1);
    allowances.take("o1");
    assertRefused("o1", 45047);
    allowances.wrote("o1");
    now = now.plus(Duration.ofDays(2));
    assertRefused("o1", 45015);
  }

  @Test
  void anotherActAllowsThreeForAMinuteAndTakesNothingFromAText() {
    allowances.acted("o1");
    allowances.take("o1");
    allowances.take("o1");
    allowances.take("o1");
    assertRefused("o1", 45047);
    now = START.plus(Duration.ofMinutes(1));
    assertRefused("o1", 45015);
    allowances.wrote("o1");
    allowances.acted("o1");
    now = now.plus(Duration.ofHours(1));
    allowances.take("o1");
  }

  @Test
  void whoDidNothingOrLeftIsSentNothing() {
    assertRefused("o1", 45015);
    allowances.wrote("o1");
    allowances.left("o1");
    assertRefused("o1", 45015);
  }

  private void assertRefused(String openid, int errcode) {
    assertThatThrownBy(() -> allowances.take(openid))
        .asInstanceOf(type(WechatError.class))
        .satisfies(refusal -> assertThat(refusal.errcode()).isEqualTo(errcode));
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
