package com.zhaoli.pay.e2e.faults.plan;

/** Draws a plan from its seed: each part from a stream of its own, so that they change apart. */
public final class PlanGenerator {
  private static final long STORIES = 1;
  private static final long WEATHERS = 2;
  private static final long OUTAGES = 3;

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

  /** Neighbouring seeds of one generator begin alike: SplitMix64's last steps set them apart. */
  private static Draws stream(long seed, long part) {
    long mixed = seed * 31 + part;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return new Draws(mixed ^ (mixed >>> 31));
  }
}
