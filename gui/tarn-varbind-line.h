/* tarn-varbind-line.h
 *
 * Some varbinds in a line of a list.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

G_BEGIN_DECLS

/* More of them need not be there. */
#define TARN_VARBIND_LINE_MAX 8

/* The first of @varbinds, as many as a line is a place for, and how many of the @n that there
 * are it leaves out; with their values, or only what they are. */
void  tarn_varbind_line_append (GString       *text,
                                TarnTextStyle *style,
                                GPtrArray     *varbinds,
                                guint          n,
                                gboolean       with_values);
/* Takes @text: one line of UTF-8, whatever was in the values. */
char *tarn_varbind_line_finish (GString       *text);

G_END_DECLS
