/** Logins: the wallets tell a page who holds the phone, as they do at the start of a payment. */
@NullMarked
package com.zhaoli.pay.sandbox.oauth;

import org.jspecify.annotations.NullMarked;
