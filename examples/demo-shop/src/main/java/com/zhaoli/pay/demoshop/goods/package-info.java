/** What the shop sells, at its own prices. */
@NullMarked
package com.zhaoli.pay.demoshop.goods;

import org.jspecify.annotations.NullMarked;
