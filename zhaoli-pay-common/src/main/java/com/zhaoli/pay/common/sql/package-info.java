/** What statements of all services have in common. */
@NullMarked
package com.zhaoli.pay.common.sql;

import org.jspecify.annotations.NullMarked;
