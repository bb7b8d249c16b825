package com.zhaoli.pay.job.retention;

import com.zhaoli.pay.common.client.job.WorkApi;
import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.common.client.job.WorkKeys;
import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkRange;
import com.zhaoli.pay.common.client.job.WorkResult;
import com.zhaoli.pay.common.client.job.WorkScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables of several services as one work: a key is a service's name, a full stop and a table,
 * and each is a range of its own.
 */
final class AllTables implements WorkApi {
  private final TreeMap<String, WorkApi> services;

  AllTables(Map<String, WorkApi> services) {
    this.services = new TreeMap<>(services);
  }

  @Override
  public WorkPlan plan(String work, WorkScope scope) {
    List<String> tables = new ArrayList<>();
    services.forEach(
        (name, service) ->
            service.plan(work, scope).bounds().forEach(table -> tables.add(name + "." + table)));
    return new WorkPlan(tables.size(), tables);
  }

  @Override
  public WorkKeys keys(String work, WorkRange range) {
    return new WorkKeys(
        range.upTo().compareTo(range.after()) > 0 ? List.of(range.upTo()) : List.of());
  }

  @Override
  public WorkResult batch(String work, WorkBatch batch) {
    int changed = 0;
    List<WorkResult.Failure> failures = new ArrayList<>();
    for (String key : batch.keys()) {
      int stop = key.indexOf('.');
      WorkApi service = services.get(key.substring(0, Math.max(0, stop)));
      if (service == null) {
        failures.add(new WorkResult.Failure(key, "there is no such service"));
        continue;
      }
      WorkResult one =
          service.batch(
              work, new WorkBatch(batch.scope(), List.of(key.substring(stop + 1)), batch.again()));
      changed += one.changed();
      one.failures().forEach(f -> failures.add(new WorkResult.Failure(key, f.reason())));
    }
    return new WorkResult(batch.keys().size(), changed, failures);
  }
}
