/* tarn-gui-fixture.h
 *
 * What tests of panes share: a window, a document on a capture that was made of lines, and
 * a main loop that runs until something is true.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

typedef gboolean (*TarnGuiCondition) (gpointer data);

/* As g_test_init(), and GTK where there is a display.  Without one, the program ends here
 * with exit status 77: skipped. */
void          tarn_gui_test_init      (int               *argc,
                                       char            ***argv);

/* A document on a new capture with the varbinds of @snmprec ("1.3.6.1.2.1.1.5.0|4|name" and
 * line ends); its file goes with tarn_gui_document_free(). */
TarnDocument *tarn_gui_document_new   (const char        *snmprec);
void          tarn_gui_document_free  (TarnDocument      *document);
/* Those of data/mibs; the same object each time. */
TarnMib      *tarn_gui_get_mib        (void);

/* Shows @widget in a window of that size, mapped and drawn once. */
GtkWindow    *tarn_gui_show           (GtkWidget         *widget,
                                       int                width,
                                       int                height);

/* Runs the main loop until @condition holds; fails the test after 10 s. */
void          tarn_gui_wait           (TarnGuiCondition   condition,
                                       gpointer           data);
/* Until nothing is left to do at once. */
void          tarn_gui_settle         (void);
/* The first descendant of @widget, in the order of drawing, of that type and (unless it is
 * NULL) with that buildable id; NULL if there is none. */
GtkWidget    *tarn_gui_find           (GtkWidget         *widget,
                                       GType              type,
                                       const char        *id);

G_END_DECLS
