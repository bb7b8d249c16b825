package com.zhaoli.pay.common.work;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkScope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * All cleanings of a service, by the name of their table. Each service does them by itself every
 * few minutes; this is for whoever wants them at another hour, or to be told of.
 */
@Component
public class RetentionWork implements KeyedWork {
  private static final String NAME = "retention";

  private final TreeMap<String, Cleaning> cleanings;

  public RetentionWork(List<Cleaning> cleanings) {
    this.cleanings =
        cleanings.stream()
            .collect(
                Collectors.toMap(
                    Cleaning::table, Function.identity(), (one, other) -> one, TreeMap::new));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public WorkPlan plan(WorkScope scope) {
    return cleanings.isEmpty()
        ? WorkPlan.EMPTY
        : new WorkPlan(cleanings.size(), List.copyOf(cleanings.keySet()));
  }

  @Override
  public List<String> keys(WorkScope scope, String after, String upTo, int limit) {
    Map<String, Cleaning> range = cleanings.headMap(upTo, true).tailMap(after, false);
    return range.keySet().stream().limit(limit).toList();
  }

  @Override
  public Done work(WorkScope scope, String table, boolean again) {
    Cleaning cleaning = cleanings.get(table);
    return cleaning != null && cleaning.clean() > 0 ? Done.CHANGED : Done.UNCHANGED;
  }
}
