package com.zhaoli.pay.signing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/openapi/v1/payments",
        "/openapi/v1/payments/",
        "/openapi/v1/payments/by-out-trade-no/A%2FB%20C",
        "/a.b/..c/...",
        "/a/%E4%BD%A0",
        "/a;v=1/b",
        "/a/%252e%252e/b"
      })
  void aPathThatEveryServerReadsAlikeIsTaken(String path) {
    assertThat(RequestPath.isUnambiguous(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "http://host/a",
        "//a",
        "/a//b",
        "/./a",
        "/a/.",
        "/a/..",
        "/a/../b",
        "/a/%2e/b",
        "/a/%2E%2e/b",
        "/a/.%2e",
        "/a/%2e./b",
        "/a/..;/b",
        "/a/..;v=1/b",
        "/a/%2e%2e;/b",
        "/a/..%2fb",
        "/a%2f..%2Fb",
        "/a%5c..%5Cb",
        "/a\\..\\b",
        "/a%00",
        "/a%0d%0aX: y",
        "/a%",
        "/a%4",
        "/a%zz",
        "/a b",
        "/a?b",
        "/a#b",
        "/你"
      })
  void aPathThatServersWouldResolveIsRefused(String path) {
    assertThat(RequestPath.isUnambiguous(path)).isFalse();
  }
}
