/* tarn-memory-store.h
 *
 * A store in memory: the same counted tree as a capture, without the file.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-store.h"

G_BEGIN_DECLS

#define TARN_TYPE_MEMORY_STORE (tarn_memory_store_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnMemoryStore, tarn_memory_store, TARN, MEMORY_STORE, GObject)

TARN_EXPORT TarnStore *tarn_memory_store_new (void);

G_END_DECLS
