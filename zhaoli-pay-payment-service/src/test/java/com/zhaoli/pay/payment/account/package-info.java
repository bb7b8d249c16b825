/** Tests of the accounts that operators keep. */
@NullMarked
package com.zhaoli.pay.payment.account;

import org.jspecify.annotations.NullMarked;
