/* tarn-test-import.h
 *
 * A recording, imported into a store in memory, and what came of it as lines.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-format.h"
#include "ops/tarn-import.h"
#include "tarn-test.h"

/* NULL with @error; @report (nullable) otherwise. */
TarnStore *tarn_test_import         (TarnImportFormat   format,
                                     TarnSpan           file,
                                     TarnImportReport **report,
                                     GError           **error);

/* The same with modules, which may be NULL. */
TarnStore *tarn_test_import_by      (TarnMib           *mib,
                                     TarnImportFormat   format,
                                     TarnSpan           file,
                                     TarnImportReport **report,
                                     GError           **error);
/* The modules that the project has. */
TarnMib   *tarn_test_load_mib       (void);

/* All that @store holds, as tarn export writes it; a line that was kept for snmpsim may
 * hold a NUL. */
void       tarn_test_append_export  (GString           *text,
                                     TarnStore         *store,
                                     TarnFormat         format);
char      *tarn_test_export         (TarnStore         *store,
                                     TarnFormat         format);

/* The notes, one a line. */
char      *tarn_test_notes          (TarnImportReport  *report);

/* A file, which is guessed to be of @format, gives these lines of .snmprec and these
 * notes. */
void       tarn_test_assert_imports (TarnImportFormat   format,
                                     TarnSpan           file,
                                     const char        *snmprec,
                                     const char        *notes);

/* Every proper prefix of a file ends with a store or an error, not otherwise. */
void       tarn_test_import_prefixes (TarnImportFormat  format,
                                      TarnSpan          file);
