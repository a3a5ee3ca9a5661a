/* tarn-paned.h
 *
 * Where a GtkPaned is divided, from one start to the next.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-state.h"

G_BEGIN_DECLS

/* From now on, as @key in the group "panes"; each orientation has a place of its own.  The
 * child that is not resized with the window keeps its size. */
void     tarn_paned_remember (GtkPaned    *self,
                              TarnState   *state,
                              const char  *key);
/* It was turned: to where it was in this orientation.  FALSE: that is not known. */
gboolean tarn_paned_restore  (GtkPaned    *self);

G_END_DECLS
