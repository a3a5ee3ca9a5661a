/* tarn-mirror-words.h
 *
 * How a mirror stands, in words: what the bar says.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-mirror-control.h"

G_BEGIN_DECLS

typedef struct
{
  char       *title;
  char       *detail;   /* "": nothing more to say                        */
  const char *go_on;    /* label of the button that goes on; NULL: none   */
  const char *icon;
} TarnMirrorWords;

/* @name is what is mirrored, as people call it. */
void tarn_mirror_words_init  (TarnMirrorWords         *self,
                              TarnMirrorControl       *control,
                              const TarnMirrorProgress *progress,
                              const char              *name,
                              TarnMib                 *mib);
void tarn_mirror_words_clear (TarnMirrorWords         *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TarnMirrorWords, tarn_mirror_words_clear)

G_END_DECLS
