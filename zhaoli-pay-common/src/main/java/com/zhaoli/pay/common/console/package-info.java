/** What the operators' pages of all services have in common. */
@NullMarked
package com.zhaoli.pay.common.console;

import org.jspecify.annotations.NullMarked;
