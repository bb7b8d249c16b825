/** Accounts for operators. */
@NullMarked
package com.zhaoli.pay.payment.account.web;

import org.jspecify.annotations.NullMarked;
