package com.zhaoli.pay.payment.reconcile;

import static com.zhaoli.pay.payment.reconcile.Entries.paid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reconciliation for operators and for the job service. */
class ReconcileOpsIT extends RunningReconciliation {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void anOperatorStartsADayAndSeesWhatCameOfIt() {
    String missing = paidHere(100, noon());
    bills.bill(account, day, List.of(paid("foreign" + account, 50)));
    Answer started = ops("POST", "", startOf(day), "ADMIN");
    assertThat(started.status()).isEqualTo(202);
    String runNo = started.field("runNo");
    assertThat(started.field("requestedBy")).isEqualTo("opr_1");
    await().atMost(PATIENCE).until(() -> statusOfRun(runNo).equals("DONE"));

    JsonNode run = ops("GET", "/" + runNo, "", "AUDITOR").json();
    assertThat(run.path("billRows").asLong()).isEqualTo(1);
    assertThat(run.path("billPaid").asLong()).isEqualTo(50);
    assertThat(run.path("ownPaid").asLong()).isEqualTo(100);
    assertThat(run.path("differences").asLong()).isEqualTo(2);
    assertThat(run.has("dueAt")).isFalse();

    JsonNode found = ops("GET", "/differences?runNo=" + runNo, "", "AUDITOR").json();
    assertThat(found.path("items").valueStream().map(d -> d.path("kind").asString()))
        .containsExactlyInAnyOrder("MISSING_HERE", "MISSING_THERE");
    JsonNode here =
        ops("GET", "/differences?kind=MISSING_THERE&status=OPEN&runNo=" + runNo, "", "ADMIN")
            .json()
            .path("items")
            .get(0);
    assertThat(here.path("entryNo").asString()).isEqualTo(missing);
    assertThat(here.path("merchantNo").asString()).isEqualTo(MERCHANT);
    assertThat(here.path("ownAmount").asLong()).isEqualTo(100);
    assertThat(here.has("billAmount")).isFalse();

    assertThat(ops("POST", "/" + runNo + "/repeat", "", "ADMIN").status()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> runs.find(runNo).orElseThrow().turn() == 2);
    await().atMost(PATIENCE).until(() -> statusOfRun(runNo).equals("DONE"));
  }

  private String statusOfRun(String runNo) {
    return ops("GET", "/" + runNo, "", "AUDITOR").field("status");
  }

  private String startOf(BusinessDay of) {
    return "{\"channel\":\"WECHAT\",\"channelAccountNo\":\"%s\",\"day\":\"%s\"}"
        .formatted(account, of);
  }

  @Test
  void whatSomebodyIsAtIsNotStartedAgain() {
    RunBO run = runs.ensure(billAccount(), day, clock.instant());
    Lease lease = runs.takeDue().orElseThrow();
    assertThat(lease.runNo()).isEqualTo(run.runNo());
    Answer refused = ops("POST", "/" + run.runNo() + "/repeat", "", "ADMIN");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.field("code")).isEqualTo("RECONCILIATION_RUNNING");
  }

  @Test
  void aDecisionIsKeptWithWhoAndWhyAndIsMadeOnce() {
    String attemptNo = paidHere(100, noon());
    compare(day, List.of(paid(attemptNo, 1)));
    String path = "/differences/" + differenceNo(attemptNo);
    assertThat(ops("POST", path + "/resolve", "{\"note\":\" \"}", "ADMIN").status()).isEqualTo(400);
    assertThat(ops("POST", path + "/resolve", "{}", "ADMIN").status()).isEqualTo(400);
    assertThat(ops("POST", path + "/resolve", noteOf("x".repeat(501)), "ADMIN").status())
        .isEqualTo(400);

    JsonNode resolved = ops("POST", path + "/resolve", noteOf("已与微信核对"), "ADMIN").json();
    assertThat(resolved.path("status").asString()).isEqualTo("RESOLVED");
    assertThat(resolved.path("decidedBy").asString()).isEqualTo("opr_1");
    assertThat(resolved.path("decidedAt").asString()).isNotEmpty();
    assertThat(resolved.path("note").asString()).isEqualTo("已与微信核对");

    Answer again = ops("POST", path + "/ignore", noteOf("x"), "ADMIN");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.field("code")).isEqualTo("DIFFERENCE_STATE_INVALID");
    assertThat(again.json().path("details").path("status").asString()).isEqualTo("RESOLVED");

    assertThat(ops("POST", path + "/reopen", noteOf("not so"), "ADMIN").field("status"))
        .isEqualTo("OPEN");
    assertThat(ops("POST", path + "/reopen", noteOf("x"), "ADMIN").status()).isEqualTo(409);
    assertThat(ops("POST", path + "/ignore", noteOf("x"), "ADMIN").field("status"))
        .isEqualTo("IGNORED");
    assertThat(ops("POST", "/differences/dif_none/resolve", noteOf("x"), "ADMIN").status())
        .isEqualTo(404);
  }

  private static String noteOf(String note) {
    return JSON.writeValueAsString(Map.of("note", note));
  }

  @Test
  void pagesGoThroughAllDifferencesOnce() {
    RunBO run =
        compare(
            day, IntStream.range(0, 25).mapToObj(i -> paid("foreign" + i + account, 1)).toList());
    List<String> seen = new ArrayList<>();
    String after = "";
    int pages = 0;
    do {
      JsonNode page =
          ops("GET", "/differences?limit=10&runNo=" + run.runNo() + after, "", "ADMIN").json();
      page.path("items").valueStream().forEach(d -> seen.add(d.path("entryNo").asString()));
      after = page.has("next") ? "&after=" + page.path("next").asString() : "";
      pages++;
    } while (!after.isEmpty());
    assertThat(pages).isEqualTo(3);
    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void pagesGoThroughAllRunsOfADay() {
    RunBO first = runs.ensure(billAccount(), day, clock.instant());
    anAccountOfItsOwn();
    RunBO second = runs.ensure(billAccount(), day, clock.instant());
    JsonNode page = ops("GET", "?limit=1&day=" + day, "", "ADMIN").json();
    assertThat(page.path("items").get(0).path("runNo").asString()).isEqualTo(second.runNo());
    JsonNode next =
        ops("GET", "?limit=1&day=" + day + "&after=" + page.path("next").asString(), "", "ADMIN")
            .json();
    assertThat(next.path("items").get(0).path("runNo").asString()).isEqualTo(first.runNo());
    assertThat(
            ops("GET", "?status=DONE&day=" + day.next().next(), "", "ADMIN").json().path("items"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=201",
        "?status=NONE",
        "?day=2026-13-01",
        "?day=%2B999999999-12-31",
        "?day=-999999999-01-01",
        "?after=x",
        "/differences?after=1",
        "/differences?kind=x",
        "/differences?limit=201"
      })
  void whatMakesNoSenseIsRefused(String query) {
    Answer answer = ops("GET", query, "", "ADMIN");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field("code")).isEqualTo("REQUEST_INVALID");
  }

  @Test
  void onlyDaysThatAreOverAndChannelsWithBillsAreStarted() {
    BusinessDay today = BusinessDay.today(clock);
    for (BusinessDay of : List.of(today, today.next())) {
      Answer refused = ops("POST", "", startOf(of), "ADMIN");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().path("details").path("day").asString()).isEqualTo("is not over");
    }
    assertThat(ops("POST", "", startOf(day).replace("WECHAT", "NOPAY"), "ADMIN").status())
        .isEqualTo(400);
    assertThat(ops("POST", "", startOf(day).replace("WECHAT", "x"), "ADMIN").status())
        .isEqualTo(400);
    assertThat(ops("POST", "", "{}", "ADMIN").status()).isEqualTo(400);
    Answer refused =
        ops("POST", "", startOf(day).replace(day.toString(), "+999999999-12-31"), "ADMIN");
    assertThat(refused.json().at("/details/day").asString(""))
        .isEqualTo("must be from 1970 to 9999");
    assertThat(ops("GET", "/rec_none", "", "ADMIN").status()).isEqualTo(404);
    assertThat(ops("POST", "/rec_none/repeat", "", "ADMIN").status()).isEqualTo(404);
  }

  @Test
  void auditorsLookAndAdministratorsAct() {
    assertThat(ops("GET", "", "", "AUDITOR").status()).isEqualTo(200);
    assertThat(ops("GET", "", "", "NOBODY").status()).isEqualTo(403);
    assertThat(ops("GET", "/differences", "", "NOBODY").status()).isEqualTo(403);
    assertThat(ops("POST", "", startOf(day), "AUDITOR").status()).isEqualTo(403);
    assertThat(ops("POST", "/rec_none/repeat", "", "AUDITOR").status()).isEqualTo(403);
    assertThat(ops("POST", "/differences/dif_1/resolve", noteOf("x"), "AUDITOR").status())
        .isEqualTo(403);
    assertThat(call("GET", "/ops/v1/payments/reconciliations", "", MERCHANT).field("code"))
        .isEqualTo("OPERATOR_UNAUTHENTICATED");
  }

  @Test
  void theJobServiceBeginsADayForAccountsThatHadBusiness() {
    String attemptNo = paidHere(100, noon());
    bills.bill(account, day, List.of(paid(attemptNo, 100)));
    JsonNode begun = begin("{\"day\":\"%s\"}".formatted(day)).json();
    assertThat(begun.path("day").asString()).isEqualTo(day.toString());
    assertThat(begun.path("runs").asInt()).isPositive();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                runs.find(billAccount(), day)
                    .filter(run -> run.status() == RunStatus.DONE)
                    .isPresent());

    JsonNode again = begin("{\"day\":\"%s\"}".formatted(day)).json();
    assertThat(again.path("done").asInt()).isPositive();
    assertThat(runs.find(billAccount(), day).orElseThrow().turn()).isEqualTo(1);

    assertThat(begin("{}").json().path("day").asString())
        .isEqualTo(BusinessDay.today(clock).previous().toString());
    assertThat(begin("{\"day\":\"%s\"}".formatted(BusinessDay.today(clock))).status())
        .isEqualTo(400);
    assertThat(begin("{\"day\":\"yesterday\"}").status()).isEqualTo(400);
  }

  private Answer begin(String body) {
    return call("POST", "/internal/v1/payments/reconcile", body, MERCHANT);
  }
}
