package com.zhaoli.pay.bench.load;

import java.util.function.IntFunction;

/** Requests that were made before the run, so that making them takes no time from it. */
public final class PreparedRequests implements Work {
  private final byte[][] requests;
  private final Answers answers;

  private PreparedRequests(byte[][] requests, Answers answers) {
    this.requests = requests;
    this.answers = answers;
  }

  /** Tells the answers that requests should get from others. */
  @FunctionalInterface
  public interface Answers {
    boolean isAccepted(int index, HttpAnswer answer);
  }

  /** Makes so many requests; all are held in memory. */
  public static PreparedRequests of(int count, IntFunction<byte[]> maker, Answers answers) {
    byte[][] requests = new byte[count][];
    for (int i = 0; i < count; i++) {
      requests[i] = maker.apply(i);
    }
    return new PreparedRequests(requests, answers);
  }

  public int count() {
    return requests.length;
  }

  @Override
  public byte[] request(int index) {
    return requests[index];
  }

  @Override
  public boolean isAccepted(int index, HttpAnswer answer) {
    return answers.isAccepted(index, answer);
  }
}
