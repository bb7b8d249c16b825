package com.zhaoli.pay.simulator.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the operators told the cashier, until it is read; the latest twenty. */
public final class MessageBox {
  private static final int KEPT = 20;

  private final Deque<Message> unread = new ArrayDeque<>();

  /** A message as it is shown. */
  public record Message(String title, String text) {}

  /** Keeps one; the oldest is dropped when there are too many. */
  public synchronized void put(Message message) {
    if (unread.size() == KEPT) {
      unread.removeFirst();
    }
    unread.addLast(message);
  }

  /** All of them, the oldest first: they are read now. */
  public synchronized List<Message> read() {
    List<Message> all = new ArrayList<>(unread);
    unread.clear();
    return all;
  }

  /** How many nobody has read. */
  public synchronized int unread() {
    return unread.size();
  }
}
