/** Dispatch mode async: events over HTTP, stored, then delivered from the database. */
@NullMarked
package com.zhaoli.pay.notify.dispatch;

import org.jspecify.annotations.NullMarked;
