/* tarn-path-entry.h
 *
 * An entry for a name or an OID, which it completes from the modules while one types; it
 * says what is wrong with what is neither.
 *
 * Signals: "go" with a TarnOid, on Enter; "cancel", on Escape.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <tarn.h>

G_BEGIN_DECLS

#define TARN_TYPE_PATH_ENTRY (tarn_path_entry_get_type ())
G_DECLARE_FINAL_TYPE (TarnPathEntry, tarn_path_entry, TARN, PATH_ENTRY, GtkWidget)

void        tarn_path_entry_set_mib  (TarnPathEntry *self,
                                      TarnMib       *mib);
/* Without a list of completions; selected, so that typing replaces it. */
void        tarn_path_entry_set_text (TarnPathEntry *self,
                                      const char    *text);
const char *tarn_path_entry_get_text (TarnPathEntry *self);

G_END_DECLS
