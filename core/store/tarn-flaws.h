/* tarn-flaws.h
 *
 * Private: what is wrong with a capture, a sentence each.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A person reads them: whoever has a thousand flaws has a damaged disk. */
#define TARN_FLAWS_MAX 1000

typedef struct
{
  GPtrArray *sentences;   /* the first TARN_FLAWS_MAX */
  guint64    n;           /* of all                    */
} TarnFlaws;

void tarn_flaws_init  (TarnFlaws  *self);
void tarn_flaws_clear (TarnFlaws  *self);
void tarn_flaws_add   (TarnFlaws  *self,
                        const char  *format,
                        ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
