package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.journal.Journal;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import java.util.function.Predicate;

/**
 * The part of the journal that is one account's.
 *
 * @param prefix of the names of its maps; the main account has none, as journals of former times
 */
record AccountJournal(Journal journal, String prefix) {

  /** As {@link Journal#open}. */
  <V> JournaledMap<V> open(String name, Class<V> type, int capacity, Predicate<V> finished) {
    return journal.open(prefix + name, type, capacity, finished);
  }
}
