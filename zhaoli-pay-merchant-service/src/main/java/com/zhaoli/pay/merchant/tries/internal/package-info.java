/** Where tries are counted. */
@NullMarked
package com.zhaoli.pay.merchant.tries.internal;

import org.jspecify.annotations.NullMarked;
