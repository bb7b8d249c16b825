/** The operators' pages of this service. */
@NullMarked
package com.zhaoli.pay.merchant.console;

import org.jspecify.annotations.NullMarked;
