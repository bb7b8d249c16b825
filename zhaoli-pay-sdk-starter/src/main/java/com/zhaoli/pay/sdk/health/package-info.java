/** Whether the platform answers and takes the keys, for the actuator of either Boot generation. */
@NullMarked
package com.zhaoli.pay.sdk.health;

import org.jspecify.annotations.NullMarked;
