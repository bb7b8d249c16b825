/** What every service is configured with by itself. */
@NullMarked
package com.zhaoli.pay.common.config;

import org.jspecify.annotations.NullMarked;
