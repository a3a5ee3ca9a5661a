/* tarn-word-map.h
 *
 * Words and what stands for them, of the same length: letters for letters, digits for
 * digits, the case as it was.  A word is a run of ASCII letters, digits and octets above
 * 7f; upper and lower case are one.
 *
 * Words of indices are ordered: what stands for them keeps the order of the OIDs, and
 * common beginnings.  Others are drawn freely; words that say nothing about anybody
 * ("switch", "com"), single letters and numbers of up to three digits stay, and digits
 * behind letters do ("core1", "core2").
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-draw.h"

G_BEGIN_DECLS

typedef struct _TarnWordMap TarnWordMap;

static inline gboolean
tarn_is_word_char (guint8 octet)
{
  return g_ascii_isalnum (octet) || octet >= 0x80;
}

TarnWordMap *tarn_word_map_new        (void);
void         tarn_word_map_free       (TarnWordMap  *self);

void         tarn_word_map_add        (TarnWordMap  *self,
                                       TarnSpan      word,
                                       gboolean      ordered);
void         tarn_word_map_build      (TarnWordMap  *self,
                                       TarnDraw     *draw);
/* In its place.  FALSE if the word is not known and would have to be. */
gboolean     tarn_word_map_replace    (TarnWordMap  *self,
                                       guint8       *word,
                                       gsize         len);
/* Whether tarn_word_map_replace() leaves the word as it is, once the map is built. */
gboolean     tarn_word_map_stays      (TarnWordMap  *self,
                                       TarnSpan      word);

/* Whether the word says nothing about whose device it is. */
gboolean     tarn_word_is_generic     (TarnSpan      word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnWordMap, tarn_word_map_free)

G_END_DECLS
