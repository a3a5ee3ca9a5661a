/* tarn-start-page.h
 *
 * Where one begins: an address to type, what was open lately, files, the demo device.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TARN_TYPE_START_PAGE (tarn_start_page_get_type ())
G_DECLARE_FINAL_TYPE (TarnStartPage, tarn_start_page, TARN, START_PAGE, GtkWidget)

/* Of TarnRecent. */
void tarn_start_page_set_recents (TarnStartPage *self,
                                  GListModel    *recents);
void tarn_start_page_focus       (TarnStartPage *self);

G_END_DECLS
