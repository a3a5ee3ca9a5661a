/* tarn-mib-words.h
 *
 * Private: the words of the SMI, and where well-known symbols are defined.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The macro or clause that @word is but for its case, spelt right; else NULL. */
const char *tarn_mib_words_find_macro  (const char *word,
                                        gsize       len);
const char *tarn_mib_words_find_clause (const char *word,
                                        gsize       len);
/* "READ_ONLY" -> "read-only"; NULL: no such access.  Likewise of a status. */
const char *tarn_mib_words_find_access (const char *word,
                                        gsize       len);
const char *tarn_mib_words_find_status (const char *word,
                                        gsize       len);
/* "INTEGER32" -> "Integer32": a base type, but for its case. */
const char *tarn_mib_words_find_type   (const char *word,
                                        gsize       len);
/* The module that defines a symbol of the SMI, in the version that @v1 says: NULL if it
 * is not one of the well-known. */
const char *tarn_mib_words_find_home   (const char *symbol,
                                        gboolean    v1);
/* The module that @name is another name for, or NULL. */
const char *tarn_mib_words_find_module (const char *name);

G_END_DECLS
