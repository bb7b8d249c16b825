package com.zhaoli.pay.payment.account.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some accounts.
 *
 * @param next value of {@code after} for the page behind it; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChannelAccountPageVO(List<ChannelAccountVO> items, @Nullable String next) {}
