/* tarn-log-columns.h
 *
 * The columns of the log of requests.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <tarn.h>

G_BEGIN_DECLS

/* @style points to where the style is, which may be another one later. */
void tarn_log_columns_add (GtkColumnView         *view,
                           TarnTextStyle * const *style);

G_END_DECLS
