package com.zhaoli.pay.bench.load;

/** The requests of a run, by their index; asked by many threads at once. */
public interface Work {
  /** The request with this index, made before its time is taken. */
  byte[] request(int index);

  /** Whether this is the answer that the request should get. */
  boolean isAccepted(int index, HttpAnswer answer);
}
