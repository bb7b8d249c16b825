/** Accounts at the channels that operators keep: whose they are, their settings, their rotation. */
@NullMarked
package com.zhaoli.pay.payment.account;

import org.jspecify.annotations.NullMarked;
