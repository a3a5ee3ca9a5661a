/* tarn-mib-check.h
 *
 * What the helper does, and what a person wants to know of modules: for programs with one
 * thread, because the parser runs in forked processes.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

#include "base/tarn-types.h"

G_BEGIN_DECLS

/**
 * TarnMibTally:
 * @n_loaded: modules of which nothing is missing
 * @n_losses: modules of which something is
 * @n_refused: modules, and files without one, of which nothing could be had
 *
 * How modules fared.
 */
typedef struct
{
  guint n_loaded;
  guint n_losses;
  guint n_refused;
} TarnMibTally;

TARN_EXPORT gboolean  tarn_mib_compile (const char * const  *folders,
                                        const char * const  *modules,
                                        const char          *output,
                                        gboolean             only_if_stale,
                                        TarnMibTally        *tally,
                                        GError             **error);
TARN_EXPORT char     *tarn_mib_list    (const char * const  *folders,
                                        gboolean             json,
                                        gboolean             all,
                                        TarnMibTally        *tally,
                                        GError             **error);
TARN_EXPORT char     *tarn_mib_check   (const char * const  *paths,
                                        const char * const  *folders,
                                        gboolean             json,
                                        gboolean             all,
                                        TarnMibTally        *tally,
                                        GError             **error);

G_END_DECLS
