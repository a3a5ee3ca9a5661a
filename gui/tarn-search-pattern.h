/* tarn-search-pattern.h
 *
 * What is looked for: a text or a regular expression, with case or without.  It looks into
 * octets as they are, so nothing has to be copied or ended by a zero.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TarnSearchPattern TarnSearchPattern;

/* @error says what is wrong with a regular expression, and where. */
TarnSearchPattern *tarn_search_pattern_new       (const char               *text,
                                                  gboolean                  match_case,
                                                  gboolean                  is_regex,
                                                  GError                  **error);
void               tarn_search_pattern_free      (TarnSearchPattern        *self);

gboolean           tarn_search_pattern_matches   (const TarnSearchPattern  *self,
                                                  gconstpointer             text,
                                                  gsize                     len);
/* FALSE: no text of these characters (in small letters) can match, so none has to be made. */
gboolean           tarn_search_pattern_may_match (const TarnSearchPattern  *self,
                                                  const char               *characters);
/* NULL: it is a regular expression. */
const char        *tarn_search_pattern_get_literal (const TarnSearchPattern *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnSearchPattern, tarn_search_pattern_free)

G_END_DECLS
