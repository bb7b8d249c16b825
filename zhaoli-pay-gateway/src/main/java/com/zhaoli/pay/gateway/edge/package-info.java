/** What every request passes first, and how the server listens. */
@NullMarked
package com.zhaoli.pay.gateway.edge;

import org.jspecify.annotations.NullMarked;
