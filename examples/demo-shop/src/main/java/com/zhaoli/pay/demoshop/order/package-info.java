/** What customers ordered, and whether it is paid. */
@NullMarked
package com.zhaoli.pay.demoshop.order;

import org.jspecify.annotations.NullMarked;
