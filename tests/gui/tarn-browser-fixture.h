/* tarn-browser-fixture.h
 *
 * The real program, seen and used as a screen reader does: by names and roles (AT-SPI).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <atspi/atspi.h>
#include <gio/gio.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAction, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiStateSet, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiText, g_object_unref)

typedef struct
{
  GSubprocess     *process;
  AtspiAccessible *application;
  char            *folder;       /* for the files of a test; goes with it           */
  gboolean         without_mibs; /* there is far less to look through then          */
} TarnBrowser;

/* TRUE: there is no need to see more. */
typedef gboolean (*TarnBrowserVisit) (AtspiAccessible *accessible,
                                      const char      *name,
                                      gpointer         data);

/* Starts it with @path to open, or with nothing (NULL), and waits until it is there. */
void             tarn_browser_start    (TarnBrowser     *self,
                                        const char      *path);
/* As a file manager does: into the window that was used last. */
void             tarn_browser_open     (TarnBrowser     *self,
                                        const char      *path);
/* Ends it as a person does who closes the window, or with a signal; fails if it does not end
 * within 20 s, or (without a signal) not well. */
void             tarn_browser_stop     (TarnBrowser     *self,
                                        int              signal);
void             tarn_browser_set_up   (TarnBrowser     *self,
                                        gconstpointer    data);
void             tarn_browser_tear_down (TarnBrowser    *self,
                                        gconstpointer    data);
/* A capture of the demo device in the test's folder.  The caller's to free. */
char            *tarn_browser_make_demo (TarnBrowser    *self);

/* What has that role and @name in its name (GTK 4.8 tells a button's label twice, once with its
 * underline); waits for it, and fails after 20 s with what there is instead.  The caller's to
 * unref. */
AtspiAccessible *tarn_browser_find     (TarnBrowser     *self,
                                        AtspiRole        role,
                                        const char      *name);
/* The same, but NULL if it is not there now. */
AtspiAccessible *tarn_browser_look     (TarnBrowser     *self,
                                        AtspiRole        role,
                                        const char      *name);
/* Finds it and presses it. */
void             tarn_browser_press    (TarnBrowser     *self,
                                        AtspiRole        role,
                                        const char      *name);
/* Opens a drop-down and goes down to @choice, which is @n below the one it has. */
void             tarn_browser_choose   (TarnBrowser     *self,
                                        const char      *name,
                                        guint            n,
                                        const char      *choice);
/* Waits until some text has @part in it. */
void             tarn_browser_wait_for (TarnBrowser     *self,
                                        const char      *part);
/* Waits until nothing has that role and @name in its name. */
void             tarn_browser_wait_gone (TarnBrowser    *self,
                                        AtspiRole        role,
                                        const char      *name);
/* Shows all there is to @visit, in the order of the screen. */
void             tarn_browser_each     (TarnBrowser     *self,
                                        TarnBrowserVisit visit,
                                        gpointer         data);
/* To that OID, or name, by keyboard. */
void             tarn_browser_go       (TarnBrowser     *self,
                                        const char      *oid);
/* As a keyboard does: "Control_L+f" is one key with another held. */
void             tarn_browser_key      (TarnBrowser     *self,
                                        const char      *keys);
/* Letters, one by one. */
void             tarn_browser_type     (TarnBrowser     *self,
                                        const char      *text);
/* What has the focus, by its name; waits for it. */
void             tarn_browser_wait_focus (TarnBrowser   *self,
                                        const char      *name);

/* All that the main() of such a test does. */
typedef struct
{
  const char    *path;
  void         (*test) (TarnBrowser *self, gconstpointer data);
  gconstpointer  data;
} TarnBrowserTest;

int              tarn_browser_run_tests (int            *argc,
                                        char          ***argv,
                                        const TarnBrowserTest *tests,
                                        guint            n);

G_END_DECLS
