/** Money in fen. */
@NullMarked
package com.zhaoli.pay.common.money;

import org.jspecify.annotations.NullMarked;
