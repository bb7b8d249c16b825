package com.zhaoli.pay.common.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatementListTest {
  private static List<Integer> numbers(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  @Test
  void holdsTheElementsInTheirOrderAndThenTheLastAgain() {
    assertThat(StatementList.of(List.of("a", "b", "c"))).containsExactly("a", "b", "c", "c");
  }

  @Test
  void allSizesShareAFewLengths() {
    Set<Integer> lengths = new TreeSet<>();
    for (int size = 1; size <= StatementList.LONGEST; size++) {
      List<Integer> list = StatementList.of(numbers(size));
      assertThat(list.subList(0, size)).isEqualTo(numbers(size));
      assertThat(list).hasSizeLessThanOrEqualTo(4 * size);
      assertThat(Set.copyOf(list)).hasSize(size);
      lengths.add(list.size());
    }
    assertThat(lengths).hasSizeLessThan(10).contains(1, StatementList.LONGEST);
  }

  @Test
  void noneAndTooManyAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> StatementList.of(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatementList.of(numbers(StatementList.LONGEST + 1)));
  }
}
