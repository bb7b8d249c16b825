/** From members of a batch to settled deliveries, the same for both dispatch modes. */
@NullMarked
package com.zhaoli.pay.notify.delivery;

import org.jspecify.annotations.NullMarked;
