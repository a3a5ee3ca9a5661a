/* tarn-faulty-store.h
 *
 * A store that is busy, damaged, full or endless when a test says so, and else another store.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-error.h"
#include "store/tarn-store.h"

#define TARN_TYPE_FAULTY_STORE (tarn_faulty_store_get_type ())
G_DECLARE_FINAL_TYPE (TarnFaultyStore, tarn_faulty_store, TARN, FAULTY_STORE, GObject)

TarnStore *tarn_faulty_store_new           (TarnStore       *real);
/* The next @n_reads read sections and @n_applies batches fail: busy. */
void       tarn_faulty_store_set_busy      (TarnFaultyStore *self,
                                            guint            n_reads,
                                            guint            n_applies);
/* Every batch fails so; -1 to make it well. */
void       tarn_faulty_store_fail_apply    (TarnFaultyStore *self,
                                            int              code);
/* From this name on nothing can be read; NULL to make it well. */
void       tarn_faulty_store_set_damage    (TarnFaultyStore *self,
                                            const TarnOid   *from);
/* A cursor never leaves a varbind of this tag, as if there were no end of them; 0 to
 * make it well. */
void       tarn_faulty_store_set_stuck     (TarnFaultyStore *self,
                                            guint8           tag);
/* The next @n batches succeed whatever else was said. */
void       tarn_faulty_store_let_apply     (TarnFaultyStore *self,
                                            guint            n);
/* As if another process wrote all the time. */
void       tarn_faulty_store_set_restless  (TarnFaultyStore *self,
                                            gboolean         restless);
guint      tarn_faulty_store_get_n_reads   (TarnFaultyStore *self);
