/* tarn-mib-names-private.h
 *
 * Private: the pieces that names are made of, shared by writing and reading.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-cursor.h"

G_BEGIN_DECLS

/* "ccitt", "iso", "joint-iso-ccitt": what a first arc is called whatever is loaded. */
#define TARN_MIB_N_ROOTS 3
extern const char *const tarn_mib_root_words[TARN_MIB_N_ROOTS];

/* @arcs, which are what is behind a column, as net-snmp writes them: ".3", ".\"abc\"". */
void tarn_mib_names_append_index (const TarnMibCursor *self,
                                  const guint32       *arcs,
                                  guint                n_arcs,
                                  GString             *text);

/* ".3.4" */
void tarn_mib_names_append_arcs  (const guint32       *arcs,
                                  guint                n_arcs,
                                  GString             *text);

G_END_DECLS
