/** What payers owe: the orders that a channel knows, and the payer who pays them. */
@NullMarked
package com.zhaoli.pay.sandbox.order;

import org.jspecify.annotations.NullMarked;
