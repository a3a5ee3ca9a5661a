/* tarn-mib-print-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-value.h"

G_BEGIN_DECLS

/* For what comes by the million: strlen() is told by the compiler. */
#define APPEND(out, literal) g_string_append_len (out, literal, sizeof literal - 1)

typedef struct
{
  GString                   *out;
  const TarnRow             *row;
  const TarnMibValueContext *context;
  const TarnMibSyntax       *syntax;   /* NULL where it has no say */
  TarnMibValueFlags          flags;
} TarnMibPrinter;

/* The name of a type, which -Oq leaves away. */
#define APPEND_TYPE(self, literal)                        \
  do                                                      \
    {                                                     \
      if (!((self)->flags & TARN_MIB_VALUE_QUICK))      \
        APPEND ((self)->out, literal);                    \
    }                                                     \
  while (0)

#define UNREADABLE (TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_UNKNOWN_TYPE      \
                    | TARN_ANOMALY_BAD_IP_ADDRESS)

void tarn_mib_print_units  (const TarnMibPrinter *self);
/* INTEGER, counters, gauges and TimeTicks. */
void tarn_mib_print_number (const TarnMibPrinter *self);

G_END_DECLS
