/** Where receivers and their invitations are kept. */
@NullMarked
package com.zhaoli.pay.merchant.receiver.internal;

import org.jspecify.annotations.NullMarked;
