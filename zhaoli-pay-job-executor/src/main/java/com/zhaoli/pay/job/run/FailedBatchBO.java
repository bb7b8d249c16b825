package com.zhaoli.pay.job.run;

import com.zhaoli.pay.common.client.job.WorkScope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch that failed and is leased to be done again.
 *
 * @param keys those that failed; empty: they could not be read, so all of the range
 * @param redos how often keys of it were tried again, since it was recorded or opened once more
 */
public record FailedBatchBO(
    String batchNo,
    String runNo,
    String job,
    Instant cutoff,
    @Nullable LocalDate day,
    String afterKey,
    String upToKey,
    List<String> keys,
    int redos,
    String owner) {
  public FailedBatchBO {
    keys = List.copyOf(keys);
  }

  WorkScope scope() {
    return new WorkScope(cutoff, day);
  }
}
