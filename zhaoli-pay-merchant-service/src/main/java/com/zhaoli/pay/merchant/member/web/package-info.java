/** Merchants over HTTP. */
@NullMarked
package com.zhaoli.pay.merchant.member.web;

import org.jspecify.annotations.NullMarked;
