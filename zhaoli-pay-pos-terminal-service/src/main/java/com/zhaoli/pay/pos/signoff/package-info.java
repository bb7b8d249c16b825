/** The end of a shift, with totals that terminal and platform agree on. */
@NullMarked
package com.zhaoli.pay.pos.signoff;

import org.jspecify.annotations.NullMarked;
