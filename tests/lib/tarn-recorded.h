/* tarn-recorded.h
 *
 * Devices that other projects recorded, and what has to become of each file.  They lie
 * outside the project, in shared/captures.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-import.h"

typedef struct
{
  const char       *path;          /* below captures/                            */
  TarnImportFormat  format;        /* as it has to be guessed                    */
  guint64           n_varbinds;
  guint64           n_doubtful;
  guint64           n_mended;
  guint64           n_duplicates;
  guint64           n_modules;
  guint64           n_refused;
  guint             n_remarks;     /* notes about what is no varbind and no loss */
  const char       *says;          /* what is special about it; may be NULL      */
} TarnRecorded;

extern const TarnRecorded tarn_recorded[];
extern const guint        tarn_recorded_n;

/* For g_test_add_data_func(); free it. */
char      *tarn_recorded_test_path (const char          *prefix,
                                    const TarnRecorded  *self);
/* Imports it into a store in memory.  NULL after g_test_skip() where it is absent. */
TarnStore *tarn_recorded_import    (const TarnRecorded  *self,
                                    TarnImportReport   **report);
/* The same with modules, which may be NULL. */
TarnStore *tarn_recorded_import_by (const TarnRecorded  *self,
                                    TarnMib             *mib,
                                    TarnImportReport   **report);
