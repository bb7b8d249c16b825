/** What pages of all services have in common: their files and what a browser may do with them. */
@NullMarked
package com.zhaoli.pay.common.page;

import org.jspecify.annotations.NullMarked;
