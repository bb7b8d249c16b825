/** Payment notifies: sent until the platform accepts them, on the channels' schedules. */
@NullMarked
package com.zhaoli.pay.sandbox.delivery;

import org.jspecify.annotations.NullMarked;
