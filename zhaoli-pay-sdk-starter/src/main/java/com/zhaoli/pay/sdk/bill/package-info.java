/** Daily statements. */
@NullMarked
package com.zhaoli.pay.sdk.bill;

import org.jspecify.annotations.NullMarked;
