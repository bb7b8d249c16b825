/** How services find each other's instances. */
@NullMarked
package com.zhaoli.pay.common.discovery;

import org.jspecify.annotations.NullMarked;
