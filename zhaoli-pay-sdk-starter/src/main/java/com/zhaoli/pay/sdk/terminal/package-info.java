/** POS terminals of the merchant. */
@NullMarked
package com.zhaoli.pay.sdk.terminal;

import org.jspecify.annotations.NullMarked;
