/* tarn-walk-keys.h
 *
 * Private: the names in a store as what a walk of the device knows beforehand.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-walk-machine.h"
#include "store/tarn-store.h"

G_BEGIN_DECLS

/* @store is borrowed, and may change meanwhile.  Where it is busy or damaged, nothing is
 * known. */
void tarn_walk_keys_init (TarnWalkKeys *self,
                          TarnStore    *store);

G_END_DECLS
