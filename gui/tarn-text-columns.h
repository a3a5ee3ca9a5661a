/* tarn-text-columns.h
 *
 * Columns of text for lists whose rows say themselves how they read.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <tarn.h>

G_BEGIN_DECLS

typedef char     *(*TarnTextColumnFunc) (gpointer       item,
                                         TarnTextStyle *style);
typedef gboolean  (*TarnTextMarkFunc)   (gpointer       item);

typedef struct
{
  const char         *title;      /* to be translated                     */
  int                 width;      /* in pixels; 0: what is left           */
  float               xalign;
  TarnTextColumnFunc  dup_text;
} TarnTextColumn;

/* What takes the item alone will do, too. */
#define TARN_TEXT_COLUMN(func) ((TarnTextColumnFunc) (void (*) (void)) (func))

/* *@style is looked at whenever a row is bound.  @is_wrong (nullable): rows that stand out; it
 * is said in their text as well. */
void tarn_text_columns_add (GtkColumnView         *view,
                            const TarnTextColumn  *columns,
                            guint                  n_columns,
                            TarnTextStyle * const *style,
                            TarnTextMarkFunc       is_wrong);

G_END_DECLS
