/** What a merchant took and gave back on a day, from our books. See docs/reconciliation.md. */
@NullMarked
package com.zhaoli.pay.payment.statement;

import org.jspecify.annotations.NullMarked;
