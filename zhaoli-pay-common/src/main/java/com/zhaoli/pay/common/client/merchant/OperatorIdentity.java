package com.zhaoli.pay.common.client.merchant;

import java.util.List;

/** Who an operator token belongs to. */
public record OperatorIdentity(String operatorNo, String name, List<String> roles) {}
