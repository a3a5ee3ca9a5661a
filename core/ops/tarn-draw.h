/* tarn-draw.h
 *
 * Draws that a key decides: whoever has not the key cannot tell them from chance,
 * whoever has it draws the same again.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"

G_BEGIN_DECLS

#define TARN_DRAW_OCTETS 32

typedef struct _TarnDraw TarnDraw;

/* @key NULL: a key of its own, from the kernel. */
TarnDraw *tarn_draw_new  (const char  *key);
void      tarn_draw_free (TarnDraw    *self);

/* TARN_DRAW_OCTETS octets to @out, for the purpose @label, the subject and a number. */
void      tarn_draw_take (TarnDraw    *self,
                          const char  *label,
                          TarnSpan     subject,
                          guint        number,
                          guint8      *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnDraw, tarn_draw_free)

G_END_DECLS
