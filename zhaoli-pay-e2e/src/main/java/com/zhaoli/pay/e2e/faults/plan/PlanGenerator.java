package com.zhaoli.pay.e2e.faults.plan;

/** Draws a plan from its seed: each part from a stream of its own, so that they change apart. */
public final class PlanGenerator {
  private static final long STORIES = 1;
  private static final long WEATHERS = 2;
  private static final long OUTAGES = 3;
  private static final long SPREAD = 1_000_003;

  private PlanGenerator() {}

  /** The plan of this seed and size. */
  public static Plan plan(long seed, Size size) {
    Draws outages = stream(seed, OUTAGES);
    return new Plan(
        seed,
        size,
        outages.percent(50),
        new StoryGenerator(size, stream(seed, STORIES)).stories(),
        new WeatherGenerator(size, stream(seed, WEATHERS)).weathers(),
        OutageGenerator.outages(size, outages));
  }

  private static Draws stream(long seed, long part) {
    return new Draws(seed * SPREAD + part);
  }
}
