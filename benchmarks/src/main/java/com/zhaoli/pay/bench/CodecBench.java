package com.zhaoli.pay.bench;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What it costs to put payment events into a frame for the broker, and to take them out again. */
final class CodecBench extends JmhBench {
  private static final List<Integer> MEMBERS = List.of(1, 10, 100);

  CodecBench(Effort effort, Clock clock) {
    super(effort, clock);
  }

  @Override
  public String name() {
    return "codec";
  }

  @Override
  public String description() {
    return "encode and decode event batches of 1, 10 and 100 members";
  }

  @Override
  Class<?> benchmarks() {
    return CodecOperations.class;
  }

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String method : List.of("encode", "decode")) {
      for (int members : MEMBERS) {
        cases.add(
            new Case(label(method, members), method, Map.of("members", Integer.toString(members))));
      }
    }
    return cases;
  }

  /** How much of a member's cost is left when 100 share a frame. */
  @Override
  SortedMap<String, Double> ratios(BenchReport measured) {
    SortedMap<String, Double> ratios = new TreeMap<>();
    for (String method : List.of("encode", "decode")) {
      ratios.put(
          method + "PerMember100To1",
          measured.medianOf(label(method, 100)) / 100 / measured.medianOf(label(method, 1)));
    }
    return ratios;
  }

  private static String label(String method, int members) {
    return method + " " + members;
  }
}
