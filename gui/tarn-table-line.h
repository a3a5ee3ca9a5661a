/* tarn-table-line.h
 *
 * One row of a table on the screen: its instance, and the texts of its fields as soon as they
 * are read.  Fields are the parts of the index, then the columns.  Made by TarnTableModel,
 * which gives the same object for a row as long as anyone holds it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define TARN_TYPE_TABLE_LINE (tarn_table_line_get_type ())
G_DECLARE_FINAL_TYPE (TarnTableLine, tarn_table_line, TARN, TABLE_LINE, GObject)

/* What ends with the line, called before. */
typedef void (*TarnTableLineFunc) (TarnTableLine *line,
                                   gpointer       user_data);

/* @instance: octets of the arcs behind a column; NULL: the store could not be read yet. */
TarnTableLine *tarn_table_line_new          (GBytes            *instance,
                                             guint              n_fields,
                                             TarnTableLineFunc  gone,
                                             gpointer           user_data);
/* Nobody is told when it goes. */
void           tarn_table_line_detach       (TarnTableLine     *self);
GBytes        *tarn_table_line_get_instance (TarnTableLine     *self);

/* Where the row was, in the order of instances, when the model last looked. */
guint64        tarn_table_line_get_number   (TarnTableLine     *self);
void           tarn_table_line_set_number   (TarnTableLine     *self,
                                             guint64            number);

/* Takes @texts, NULL where there is nothing; fields that are another text than before are
 * marked until tarn_table_line_unmark().  Emits TarnTableLine::told. */
void           tarn_table_line_take_texts   (TarnTableLine     *self,
                                             char             **texts);
gboolean       tarn_table_line_unmark       (TarnTableLine     *self);

gboolean       tarn_table_line_is_read      (TarnTableLine     *self);
/* NULL: there is nothing, or it is not read yet. */
const char    *tarn_table_line_get_text     (TarnTableLine     *self,
                                             guint              field);
/* It has changed a moment ago. */
gboolean       tarn_table_line_is_marked    (TarnTableLine     *self,
                                             guint              field);

G_END_DECLS
