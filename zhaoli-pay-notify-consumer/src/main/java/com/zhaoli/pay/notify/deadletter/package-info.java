/** What could not be delivered or read, stored for people. */
@NullMarked
package com.zhaoli.pay.notify.deadletter;

import org.jspecify.annotations.NullMarked;
