/** What a till prints. */
@NullMarked
package com.zhaoli.pay.pos.receipt;

import org.jspecify.annotations.NullMarked;
