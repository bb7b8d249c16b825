package com.zhaoli.pay.common.client.merchant;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who an operator token belongs to.
 *
 * @param sessionNo names the session of the token; absent where the answer came from an instance
 *     that numbered none
 */
public record OperatorIdentity(
    String operatorNo, String name, List<String> roles, @Nullable String sessionNo) {}
