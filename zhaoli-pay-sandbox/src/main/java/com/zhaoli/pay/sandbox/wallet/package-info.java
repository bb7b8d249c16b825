/** The wallets' own pages, on which a person pays in a browser. */
@NullMarked
package com.zhaoli.pay.sandbox.wallet;

import org.jspecify.annotations.NullMarked;
