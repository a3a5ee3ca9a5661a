/* tarn-mib-smi.h
 *
 * Private: libsmi.  Nothing outside knows it, and nobody calls this in a process that is
 * needed afterwards: a bad module may crash the parser, or keep it for ever.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-facts.h"

G_BEGIN_DECLS

/* Once in a process.  Modules are looked for in @folder, in files of their own names. */
gboolean tarn_mib_smi_init (const char *folder);
/* Appends the facts of a module to @facts.  What it defines goes into @names (char *, of
 * libsmi), in *@n_unknown how many objects have a type that nobody knows.  FALSE: the parser
 * does not take it at all; then there are messages only. */
gboolean tarn_mib_smi_load (const char *module,
                            GByteArray *facts,
                            GHashTable *names,
                            guint      *n_unknown);

G_END_DECLS
