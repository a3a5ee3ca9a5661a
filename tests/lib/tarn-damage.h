/* tarn-damage.h
 *
 * A capture that is about to be damaged: it has been worked with, so that free space is full
 * of former pages, and has metadata, a mirror and notes.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-check.h"
#include "store/tarn-raw-records.h"
#include "tarn-test-capture.h"

typedef struct
{
  TarnTestCapture  capture;
  char            *out;       /* where a salvage goes           */
  GBytes          *sound;     /* the file as it was             */
  GArray          *records;   /* TarnRawRecord, of that         */
  guint64          n_rows;
} TarnDamage;

void         tarn_damage_set_up     (TarnDamage             *fixture,
                                     gconstpointer           data);
void         tarn_damage_tear_down  (TarnDamage             *fixture,
                                     gconstpointer           data);
void         tarn_damage_write_file (const char             *path,
                                     gconstpointer           octets,
                                     gsize                   len);
void         tarn_damage_flip       (TarnDamage             *fixture,
                                     gsize                   at,
                                     guint8                  bits);
/* The capture as it was. */
TarnCapture *tarn_damage_open_sound (TarnDamage             *fixture);

/* Salvages the file as it is.  What is in the new capture is as it was, and what is missing
 * lies in a gap that was told; returns how much that is. */
guint64      tarn_damage_salvage    (TarnDamage             *fixture,
                                     TarnStore              *sound,
                                     TarnCheckReport       **report);
guint64      tarn_damage_compare    (TarnStore              *sound,
                                     TarnStore              *out,
                                     const TarnCheckReport  *report);
/* Whoever opens the damaged file and reads it gets rows, or an error. */
void         tarn_damage_use        (TarnDamage             *fixture);
