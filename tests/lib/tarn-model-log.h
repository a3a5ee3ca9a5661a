/* tarn-model-log.h
 *
 * A list model and what it tells of its changes, as text.  The log follows the model as any
 * view would: it holds the objects, and changes its own list by what it is told only.  So it
 * knows when something was not told.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TarnModelLog TarnModelLog;

/* The text of one row.  The caller's to free. */
typedef char *(*TarnModelLogText) (gpointer item);

TarnModelLog *tarn_model_log_new     (GListModel       *model,
                                      TarnModelLogText  text);
/* Fails if a change was not taken. */
void          tarn_model_log_free    (TarnModelLog     *self);
/* "2+3" three rows came before row 2, "2-3" three went, "2-3+1" at once; a space between. */
char         *tarn_model_log_take    (TarnModelLog     *self);
/* Rows with a line end each. */
char         *tarn_model_log_to_text (TarnModelLog     *self);
/* Fails unless the model has, object by object, what it told. */
void          tarn_model_log_check   (TarnModelLog     *self);

G_END_DECLS
