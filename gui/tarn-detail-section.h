/* tarn-detail-section.h
 *
 * Facts of one section as a heading with captions and texts.  While the captions stay the
 * same, new texts take the place of old ones without new widgets, so that a selection in them
 * and the place one has scrolled to stay.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-detail-facts.h"

G_BEGIN_DECLS

#define TARN_TYPE_DETAIL_SECTION_VIEW (tarn_detail_section_view_get_type ())
G_DECLARE_FINAL_TYPE (TarnDetailSectionView, tarn_detail_section_view, TARN,
                      DETAIL_SECTION_VIEW, GtkWidget)

GtkWidget *tarn_detail_section_view_new  (TarnDetailSection      section);
/* Hidden if @detail (nullable) has nothing of it. */
void       tarn_detail_section_view_show (TarnDetailSectionView *self,
                                          const TarnDetail      *detail);

G_END_DECLS
