/** How often something may be tried before it has to wait. */
@NullMarked
package com.zhaoli.pay.merchant.tries;

import org.jspecify.annotations.NullMarked;
