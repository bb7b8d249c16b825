/** Where shifts' totals are kept. */
@NullMarked
package com.zhaoli.pay.pos.signoff.internal;

import org.jspecify.annotations.NullMarked;
