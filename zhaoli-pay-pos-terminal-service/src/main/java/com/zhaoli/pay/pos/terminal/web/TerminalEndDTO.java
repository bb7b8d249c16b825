package com.zhaoli.pay.pos.terminal.web;

import com.zhaoli.pay.common.json.MultiLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why a terminal is taken out of use. */
record TerminalEndDTO(@NotBlank @Size(max = 200) @MultiLine String reason) {}
