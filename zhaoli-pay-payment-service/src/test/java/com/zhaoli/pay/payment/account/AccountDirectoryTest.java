package com.zhaoli.pay.payment.account;

import static com.zhaoli.pay.payment.account.TestPayAccountType.TESTPAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.payment.account.ChannelAccountBO.Previous;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ConfiguredForTests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class AccountDirectoryTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String MINE = "mch_1";

  private final Rows rows = new Rows();
  private Instant time = NOW;
  private final AccountDirectory directory =
      directory(new ChannelAccountProperties(Duration.ZERO, Duration.ZERO, 100, 100));

  private AccountDirectory directory(ChannelAccountProperties limits) {
    return new AccountDirectory(
        ConfiguredForTests.accounts(
            Map.of(
                "zhaoli.channels.testpay.accounts.platform.app-id", "configured",
                "zhaoli.channels.testpay.accounts.platform.private-key", "configured-key"),
            new TestPayAccountType()),
        rows,
        limits,
        ((InstantSource) () -> time).withZone(ZoneOffset.UTC));
  }

  @Test
  void anAccountIsReadOnceAndUsedFromMemory() {
    String no = rows.add(MINE, AccountStatus.ACTIVE, "key-1");
    for (int i = 0; i < 3; i++) {
      assertThat(find(no).settings()).containsEntry("private-key", "key-1");
      assertThat(directory.accountFor(MINE, TESTPAY)).contains(no);
      assertThat(directory.exists(TESTPAY, no)).isTrue();
    }
    assertThat(rows.reads).isEqualTo(2);
  }

  @Test
  void aChangeShowsAfterTheNextRefreshAndOnlyThatAccountIsReadAgain() {
    String changing = rows.add(MINE, AccountStatus.ACTIVE, "key-1");
    String other = rows.add("mch_2", AccountStatus.ACTIVE, "key-2");
    directory.refresh();
    find(changing);
    find(other);
    rows.change(changing, "key-3", null);
    directory.refresh();
    int before = rows.reads;
    assertThat(find(changing).settings()).containsEntry("private-key", "key-3");
    assertThat(find(changing).version()).isEqualTo(2);
    find(other);
    assertThat(rows.reads - before).isEqualTo(1);
  }

  @Test
  void whatWasReadBeforeAChangeAndArrivesAfterItIsNotKept() {
    String no = rows.add(MINE, AccountStatus.ACTIVE, "key-1");
    directory.refresh();
    rows.afterNextRead =
        () -> {
          rows.change(no, "key-2", null);
          directory.refresh();
        };
    assertThat(find(no).settings()).containsEntry("private-key", "key-1");
    assertThat(find(no).settings()).containsEntry("private-key", "key-2");
  }

  @Test
  void anAccountThatWasNotThereShowsOnceItIs() {
    directory.refresh();
    assertThat(directory.accountFor(MINE, TESTPAY)).contains("platform");
    String next = rows.nextNo();
    assertThat(directory.find(TESTPAY, next)).isEmpty();
    String no = rows.add(MINE, AccountStatus.ACTIVE, "key-1");
    assertThat(no).isEqualTo(next);
    directory.refresh();
    assertThat(directory.accountFor(MINE, TESTPAY)).contains(no);
    assertThat(directory.find(TESTPAY, no)).isPresent();
  }

  @Test
  void theMerchantsOwnComesBeforeThePlatformsStoredBeforeTheConfigured() {
    assertThat(directory.accountFor(MINE, TESTPAY)).contains("platform");
    String platform = rows.add(null, AccountStatus.ACTIVE, "key-p");
    directory.refresh();
    assertThat(directory.accountFor(MINE, TESTPAY)).contains(platform);
    String own = rows.add(MINE, AccountStatus.ACTIVE, "key-1");
    directory.refresh();
    assertThat(directory.accountFor(MINE, TESTPAY)).contains(own);
    assertThat(directory.accountFor("mch_2", TESTPAY)).contains(platform);
    assertThat(directory.accountFor(MINE, Channel.ALIPAY)).isEmpty();
    // Orders of before keep their account.
    assertThat(find("platform").settings()).containsEntry("app-id", "configured");
  }

  @Test
  void aDisabledAccountTakesNoOrdersAndIsFoundForThoseItHas() {
    String no = rows.add(MINE, AccountStatus.DISABLED, "key-1");
    assertThat(directory.accountFor(MINE, TESTPAY)).contains("platform");
    assertThat(find(no).settings()).containsEntry("private-key", "key-1");
  }

  @Test
  void theSettingsBeforeCountUntilTheOverlapEnds() {
    String no = rows.add(MINE, AccountStatus.ACTIVE, "key-1");
    assertThat(directory.findPrevious(TESTPAY, no)).isEmpty();
    rows.change(no, "key-2", NOW.plusSeconds(60));
    directory.refresh();
    assertThat(directory.findPrevious(TESTPAY, no))
        .hasValueSatisfying(
            previous -> {
              assertThat(previous.version()).isEqualTo(1);
              assertThat(previous.settings()).containsEntry("private-key", "key-1");
            });
    time = NOW.plusSeconds(60);
    assertThat(directory.findPrevious(TESTPAY, no)).isEmpty();
  }

  @Test
  void anAccountOfAnotherChannelIsNotThere() {
    String no = rows.add(MINE, AccountStatus.ACTIVE, "key-1");
    assertThat(directory.find(Channel.ALIPAY, no)).isEmpty();
    assertThat(directory.exists(Channel.ALIPAY, no)).isFalse();
    assertThat(directory.findPrevious(Channel.ALIPAY, no)).isEmpty();
  }

  @Test
  void whatCannotBeANumberIsNotLookedUp() {
    assertThat(directory.exists(TESTPAY, "acc_' OR 1=1")).isFalse();
    assertThat(directory.exists(TESTPAY, "")).isFalse();
    assertThat(rows.reads).isZero();
  }

  @Test
  void anAccountWhoseSecretsCannotBeDecryptedIsThereAndNotReady() {
    String no = rows.add(MINE, AccountStatus.ACTIVE, null);
    assertThat(directory.exists(TESTPAY, no)).isTrue();
    assertThat(directory.accountFor(MINE, TESTPAY)).contains(no);
    assertThatExceptionOfType(ChannelNotReadyException.class).isThrownBy(() -> find(no));
  }

  @Test
  void whatIsInMemoryIsUsedWhileTheDatabaseIsAway() {
    String known = rows.add(MINE, AccountStatus.ACTIVE, "key-1");
    String unknown = rows.add("mch_2", AccountStatus.ACTIVE, "key-2");
    directory.refresh();
    find(known);
    rows.away = true;
    directory.refresh();
    assertThat(find(known).settings()).containsEntry("private-key", "key-1");
    assertThatExceptionOfType(ChannelNotReadyException.class).isThrownBy(() -> find(unknown));
    rows.away = false;
    assertThat(find(unknown).settings()).containsEntry("private-key", "key-2");
  }

  @Test
  void aDatabaseThatWentBackIsReadAnew() {
    String no = rows.add(MINE, AccountStatus.ACTIVE, "key-1");
    rows.change(no, "key-2", null);
    directory.refresh();
    find(no);
    rows.change(no, "key-1", null);
    rows.revision = 1;
    directory.refresh();
    assertThat(find(no).settings()).containsEntry("private-key", "key-1");
  }

  @Test
  void moreChangesThanAreReadAtOnceEmptyTheMemory() {
    String first = rows.add(MINE, AccountStatus.ACTIVE, "key-1");
    directory.refresh();
    find(first);
    for (int i = 0; i < 1_000; i++) {
      rows.add("mch_many_" + i, AccountStatus.ACTIVE, "key");
    }
    rows.change(first, "key-2", null);
    directory.refresh();
    assertThat(find(first).settings()).containsEntry("private-key", "key-2");
  }

  @Test
  void nothingPrintsASecret() {
    String no = rows.add(MINE, AccountStatus.ACTIVE, "hush");
    assertThat(rows.find(no).toString()).contains("private-key").doesNotContain("hush");
    assertThat(find(no).toString()).doesNotContain("hush");
    assertThat(new AccountCreateCommand("X", MINE, AccountStatus.ACTIVE, Map.of("k", "hush")))
        .asString()
        .doesNotContain("hush");
    assertThat(new AccountChangeCommand(no, 1, Map.of("k", "hush"), null))
        .asString()
        .doesNotContain("hush");
  }

  private ChannelAccount find(String no) {
    return directory.find(TESTPAY, no).orElseThrow();
  }

  /** The table, without a database. */
  private static final class Rows implements StoredAccounts {
    private final Map<String, ChannelAccountBO> byNo = new LinkedHashMap<>();
    private final List<Map.Entry<Long, ChannelAccountBO>> changes = new ArrayList<>();
    private long revision;
    private int reads;
    private boolean away;
    private @Nullable Runnable afterNextRead;

    String nextNo() {
      return "acc_0000000000000000000000%04d".formatted(byNo.size());
    }

    String add(@Nullable String merchantNo, AccountStatus status, @Nullable String key) {
      String no = nextNo();
      put(
          new ChannelAccountBO(
              no, TESTPAY, merchantNo, status, 1, settings(key), null, NOW, "op", NOW, "op"));
      return no;
    }

    void change(String no, String key, @Nullable Instant until) {
      ChannelAccountBO before = Objects.requireNonNull(byNo.get(no));
      put(
          new ChannelAccountBO(
              no,
              TESTPAY,
              before.merchantNo(),
              before.status(),
              before.version() + 1,
              settings(key),
              until == null ? null : new Previous(before.version(), before.settings(), until),
              NOW,
              "op",
              NOW,
              "op"));
    }

    private void put(ChannelAccountBO account) {
      byNo.put(account.channelAccountNo(), account);
      changes.add(Map.entry(++revision, account));
    }

    private static AccountSettings settings(@Nullable String key) {
      return new AccountSettings(
          Map.of("app-id", "a"), key == null ? null : Map.of("private-key", new Secret(key)));
    }

    private void read() {
      if (away) {
        throw new DataAccessResourceFailureException("away");
      }
    }

    @Override
    public long revision() {
      read();
      return revision;
    }

    @Override
    public List<Change> changedSince(long since, int limit) {
      return changes.stream()
          .filter(change -> change.getKey() > since)
          .limit(limit)
          .map(Map.Entry::getValue)
          .map(row -> new Change(row.channelAccountNo(), row.channel(), row.merchantNo()))
          .toList();
    }

    @Override
    public Optional<ChannelAccountBO> find(String channelAccountNo) {
      read();
      reads++;
      Optional<ChannelAccountBO> found = Optional.ofNullable(byNo.get(channelAccountNo));
      Runnable then = afterNextRead;
      afterNextRead = null;
      if (then != null) {
        then.run();
      }
      return found;
    }

    @Override
    public Optional<String> activeOf(Channel channel, @Nullable String merchantNo) {
      read();
      reads++;
      return byNo.values().stream()
          .filter(row -> row.status() == AccountStatus.ACTIVE)
          .filter(row -> row.channel().equals(channel))
          .filter(row -> Objects.equals(row.merchantNo(), merchantNo))
          .map(ChannelAccountBO::channelAccountNo)
          .findFirst();
    }
  }
}
