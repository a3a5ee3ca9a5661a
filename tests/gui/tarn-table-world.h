/* tarn-table-world.h
 *
 * What tests of the table pane share: a document with three tables, and the pane on it in a
 * window.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-gui-fixture.h"
#include "tarn-table-model.h"
#include "tarn-table-pane.h"

G_BEGIN_DECLS

#define IF_ENTRY "1.3.6.1.2.1.2.2.1"

typedef struct
{
  TarnDocument       *document;
  TarnState          *state;
  char               *folder;
  GtkWidget          *pane;
  GSimpleActionGroup *group;
  GString            *asked;      /* actions of the document that the pane has asked for */
  GtkWindow          *window;
} TableWorld;

/* @names: the modules are known to it. */
void            table_world_init      (TableWorld *f,
                                       gboolean    names);
void            table_world_clear     (TableWorld *f);
void            table_world_show      (TableWorld *f,
                                       const char *oid);
GtkColumnView  *table_world_get_view  (TableWorld *f);
const char     *table_world_get_page  (TableWorld *f);
const char     *table_world_get_label (TableWorld *f,
                                       const char *id);
char           *table_world_get_oid   (TableWorld *f);
TarnTableModel *table_world_get_model (TableWorld *f);
/* The text of a field of all rows, as they stand; holes are a dash. */
char           *table_world_dup_field (TableWorld *f,
                                       guint       field);
gboolean        table_world_is_quiet  (gpointer    model);

G_END_DECLS
