package com.zhaoli.pay.pos.terminal.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why a terminal is taken out of use. */
record TerminalEndDTO(@NotBlank @Size(max = 200) String reason) {}
