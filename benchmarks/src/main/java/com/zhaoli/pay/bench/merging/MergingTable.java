package com.zhaoli.pay.bench.merging;

import com.zhaoli.pay.bench.platform.Platform.DatabaseLogin;

/** The table of the consumers' rows, in a schema of the benchmark's own that goes with it. */
public final class MergingTable implements AutoCloseable {
  private final DatabaseLogin login;

  private MergingTable(DatabaseLogin login) {
    this.login = login;
  }

  public static MergingTable open(DatabaseLogin login) {
    MergingTable table = new MergingTable(login);
    table.empty();
    return table;
  }

  /** All cases begin with an empty table. */
  public void empty() {
    Work.prepare(login);
  }

  @Override
  public void close() {
    Work.remove(login);
  }
}
