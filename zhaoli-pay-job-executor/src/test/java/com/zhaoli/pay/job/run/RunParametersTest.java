package com.zhaoli.pay.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.client.job.WorkApi;
import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.common.client.job.WorkKeys;
import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkRange;
import com.zhaoli.pay.common.client.job.WorkResult;
import com.zhaoli.pay.common.client.job.WorkScope;
import com.zhaoli.pay.job.executor.JobFailedException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunParametersTest {
  private static final WorkApi NOWHERE =
      new WorkApi() {
        @Override
        public WorkPlan plan(String work, WorkScope scope) {
          return WorkPlan.EMPTY;
        }

        @Override
        public WorkKeys keys(String work, WorkRange range) {
          return new WorkKeys(List.of());
        }

        @Override
        public WorkResult batch(String work, WorkBatch batch) {
          return new WorkResult(0, 0, List.of());
        }
      };
  private static final Work ANY = new Work("anyJob", NOWHERE, "any", 20, false);
  private static final Work DAILY = new Work("dailyJob", NOWHERE, "daily", 50, true);

  @Test
  void nothingSaidIsFourThreadsAndTheJobsOwnBatches() {
    assertThat(RunParameters.of(ANY, " ")).isEqualTo(new RunParameters(4, 20, null, false));
  }

  @Test
  void pairsStandBetweenBlanksCommasOrLines() {
    assertThat(RunParameters.of(DAILY, "threads=64, batch=500\nday=2026-01-31 restart=true"))
        .isEqualTo(new RunParameters(64, 500, LocalDate.of(2026, 1, 31), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "threads=0     | anyJob takes threads from 1 to 64, not \"0\".",
        "threads=65    | anyJob takes threads from 1 to 64, not \"65\".",
        "threads=      | anyJob takes threads from 1 to 64, not \"\".",
        "threads=-1    | anyJob takes threads from 1 to 64, not \"-1\".",
        "threads=many  | anyJob takes threads from 1 to 64, not \"many\".",
        "batch=501     | anyJob takes batch from 1 to 500, not \"501\".",
        "restart=yes   | anyJob takes restart=true or restart=false, not \"yes\".",
        "threads=1 threads=2 | anyJob was told threads twice.",
        "8             | anyJob does not know the parameter \"8\"; it takes batch, restart, threads, such as threads=8.",
        "day=2026-01-31 | anyJob does not know the parameter \"day=2026-01-31\"; it takes batch, restart, threads, such as threads=8."
      })
  void whatThereIsNotIsRefusedInASentence(String parameter, String sentence) {
    assertThatThrownBy(() -> RunParameters.of(ANY, parameter))
        .isInstanceOf(JobFailedException.class)
        .hasMessage(sentence);
  }

  @Test
  void aDayThatIsNoneIsRefused() {
    assertThatThrownBy(() -> RunParameters.of(DAILY, "day=2026-02-30"))
        .isInstanceOf(JobFailedException.class)
        .hasMessage("dailyJob takes a day such as day=2026-01-31, not \"2026-02-30\".");
  }

  @Test
  void aDayThatNoServicePlansIsRefusedBeforeARunOfItStandsInTheWay() {
    assertThatThrownBy(() -> RunParameters.of(DAILY, "day=0206-01-31"))
        .isInstanceOf(JobFailedException.class)
        .hasMessage("dailyJob takes a day from 2000 on, not \"0206-01-31\".");
  }
}
