/** Pages of what is read in parts. */
@NullMarked
package com.zhaoli.pay.common.paging.web;

import org.jspecify.annotations.NullMarked;
