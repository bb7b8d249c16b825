package com.zhaoli.pay.common.paging.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PageVOTest {

  @Test
  void thereIsANextPageOnlyWhenOneRowMoreWasFound() {
    assertThat(pageOf(4, 3)).isEqualTo(new PageVO<>(List.of("row 1", "row 2", "row 3"), "3"));
    assertThat(pageOf(3, 3)).isEqualTo(new PageVO<>(List.of("row 1", "row 2", "row 3"), null));
    assertThat(pageOf(0, 3)).isEqualTo(new PageVO<>(List.of(), null));
  }

  @Test
  void theLastPageSaysNothingOfANextOne() {
    assertThat(new JsonMapper().writeValueAsString(pageOf(1, 1)))
        .isEqualTo("{\"items\":[\"row 1\"]}");
  }

  private static PageVO<String> pageOf(int found, int limit) {
    return PageVO.of(
        LongStream.rangeClosed(1, found).boxed().toList(),
        limit,
        row -> "row " + row,
        String::valueOf);
  }
}
