package com.zhaoli.pay.job.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.client.job.WorkApi;
import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkRange;
import com.zhaoli.pay.common.client.job.WorkResult;
import com.zhaoli.pay.common.client.job.WorkScope;
import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.common.work.KeyedWorkController;
import com.zhaoli.pay.common.work.RetentionWork;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllTablesTest {
  private static final String RETENTION = "retention";
  private static final WorkScope SCOPE = new WorkScope(Instant.EPOCH, null);

  private final AllTables tables =
      new AllTables(
          Map.of(
              "payment", service(new Table("outbox_event", 7), new Table("callback_archive", 0)),
              "job", service(new Broken("job_run"))));

  private record Table(String table, int old) implements Cleaning {
    @Override
    public int clean() {
      return old;
    }
  }

  private record Broken(String table) implements Cleaning {
    @Override
    public int clean() {
      throw new IllegalStateException("no database");
    }
  }

  private static WorkApi service(Cleaning... cleanings) {
    return new KeyedWorkController(List.of(new RetentionWork(List.of(cleanings))));
  }

  @Test
  void eachTableOfEachServiceIsARangeOfItsOwn() {
    WorkPlan plan = tables.plan(RETENTION, SCOPE);
    assertThat(plan.bounds())
        .containsExactly("job.job_run", "payment.callback_archive", "payment.outbox_event");
    assertThat(plan.total()).isEqualTo(3);
    assertThat(keys("job.job_run", "payment.callback_archive"))
        .containsExactly("payment.callback_archive");
    assertThat(keys("payment.callback_archive", "payment.callback_archive")).isEmpty();
  }

  @Test
  void aTableThatCannotBeCleanedFailsAndTheOthersAreCleaned() {
    WorkResult result =
        tables.batch(
            RETENTION,
            new WorkBatch(
                SCOPE,
                List.of(
                    "payment.outbox_event",
                    "payment.callback_archive",
                    "job.job_run",
                    "nobody.table"),
                false));
    assertThat(result.handled()).isEqualTo(4);
    assertThat(result.changed()).isEqualTo(1);
    assertThat(result.failures())
        .containsExactly(
            new WorkResult.Failure("job.job_run", "IllegalStateException"),
            new WorkResult.Failure("nobody.table", "there is no such service"));
  }

  private List<String> keys(String after, String upTo) {
    return tables.keys(RETENTION, new WorkRange(SCOPE, after, upTo, 500)).keys();
  }
}
