package com.zhaoli.pay.e2e.faults.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a run does, in the order in which it begins: the same for the same seed and size.
 *
 * @param twoInstances whether a second payment-service runs
 */
public record Plan(
    long seed,
    Size size,
    boolean twoInstances,
    List<Story> stories,
    List<Weather> weathers,
    List<Outage> outages) {
  public Plan {
    stories = List.copyOf(stories);
    weathers = List.copyOf(weathers);
    outages = List.copyOf(outages);
  }

  /** How many refunds are asked for, each counted once. */
  public int refunds() {
    return stories.stream().mapToInt(Story::refunds).sum();
  }

  /** The whole plan for people, a line for each thing that happens. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "seed %d: %d payments of %s, %d refunds, %s payment-service"
            .formatted(
                seed,
                stories.size(),
                size.wallets().stream().sorted().toList(),
                refunds(),
                twoInstances ? "two instances of" : "one"));
    weathers.forEach(weather -> lines.add(weather.toString()));
    outages.forEach(outage -> lines.add(outage.toString()));
    stories.forEach(story -> lines.add(story.toString()));
    return lines;
  }
}
