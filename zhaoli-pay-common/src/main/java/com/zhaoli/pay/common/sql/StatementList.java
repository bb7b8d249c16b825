package com.zhaoli.pay.common.sql;

import java.util.AbstractList;
import java.util.List;

/**
 * Lists for statements with a parameter for each element. Their text depends on their length, and
 * the server reads a text that it knows without parsing it again: so there are but a few lengths.
 */
public final class StatementList {
  /** Longer ones MariaDB makes a table of first. */
  public static final int LONGEST = 500;

  private static final int[] LENGTHS = {1, 4, 16, 48, 96, 160, 256, 384, LONGEST};

  private StatementList() {}

  /**
   * The list, made longer by its last element. For statements that do not mind an element that
   * comes again: {@code IN}, or an insertion that leaves the row that it finds.
   *
   * @param elements one to {@link #LONGEST}
   * @throws IllegalArgumentException for none, or more
   */
  public static <T> List<T> of(List<T> elements) {
    int size = elements.size();
    if (size == 0 || size > LONGEST) {
      throw new IllegalArgumentException(size + " elements for one statement");
    }
    int length = lengthFor(size);
    return length == size ? elements : new Lengthened<>(elements, length);
  }

  private static int lengthFor(int size) {
    for (int length : LENGTHS) {
      if (length >= size) {
        return length;
      }
    }
    return LONGEST;
  }

  private static final class Lengthened<T> extends AbstractList<T> {
    private final List<T> elements;
    private final int length;

    Lengthened(List<T> elements, int length) {
      this.elements = elements;
      this.length = length;
    }

    @Override
    public T get(int index) {
      return elements.get(Math.min(index, elements.size() - 1));
    }

    @Override
    public int size() {
      return length;
    }
  }
}
