package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.platform.OwnGateway;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One case of the gateway benchmark: what is asked, by which way, by how many at once. */
record GatewayCase(Task task, Way way, int connections) {
  static final List<Integer> CONNECTIONS = List.of(16, 64);

  /** What is asked. */
  enum Task {
    CREATION("create payment"),
    /** payment-service tells the methods of a path: no database, no body either way. */
    EMPTY("empty route");

    private final String label;

    Task(String label) {
      this.label = label;
    }
  }

  /** How the request gets to payment-service. */
  enum Way {
    CHECKED("with the check", OwnGateway.CHECKED),
    UNCHECKED("without the check", OwnGateway.UNCHECKED),
    DIRECT("direct to the service", "none");

    private final String label;
    private final String gateway;

    Way(String label, String gateway) {
      this.label = label;
      this.gateway = gateway;
    }

    /** The process that it goes through. */
    String gateway() {
      return gateway;
    }
  }

  String label() {
    return task.label + " " + way.label + ", " + connections;
  }

  /** Those that are compared with each other stand together. */
  static List<GatewayCase> all() {
    List<GatewayCase> cases = new ArrayList<>();
    for (Task task : Task.values()) {
      for (int connections : CONNECTIONS) {
        for (Way way : Way.values()) {
          cases.add(new GatewayCase(task, way, connections));
        }
      }
    }
    return List.copyOf(cases);
  }

  /**
   * The order of a round: each begins with another case, and every other one goes backwards, so
   * that no case always follows the same one.
   */
  static List<GatewayCase> inOrderOf(int round) {
    List<GatewayCase> cases = new ArrayList<>(all());
    Collections.rotate(cases, -5 * round);
    if (round % 2 == 1) {
      Collections.reverse(cases);
    }
    return cases;
  }
}
