/* tarn-helper-process.h
 *
 * A second process that obeys orders, a line each, and answers each with a line.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

typedef struct
{
  GSubprocess      *process;
  GOutputStream    *orders;    /* borrowed of @process */
  GDataInputStream *answers;
} TarnHelperProcess;

/* Starts a program of tests/system. */
void  tarn_helper_process_start  (TarnHelperProcess  *self,
                                  const char         *name);
void  tarn_helper_process_order  (TarnHelperProcess  *self,
                                  const char         *format,
                                  ...) G_GNUC_PRINTF (2, 3);
/* NULL when it is dead. */
char *tarn_helper_process_answer (TarnHelperProcess  *self);
void  tarn_helper_process_expect (TarnHelperProcess  *self,
                                  const char         *expected);
/* Closes its standard input, which ends it unless it is dead already. */
void  tarn_helper_process_end    (TarnHelperProcess  *self);
void  tarn_helper_process_kill   (TarnHelperProcess  *self);
