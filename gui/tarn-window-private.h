/* tarn-window-private.h
 *
 * What the files of TarnWindow share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-message.h"
#include "tarn-start-page.h"
#include "tarn-twin-popover.h"
#include "tarn-window.h"

G_BEGIN_DECLS

struct _TarnWindow
{
  GtkApplicationWindow  parent_instance;

  GtkHeaderBar         *header;
  GtkLabel             *title;
  GtkLabel             *subtitle;
  GtkWidget            *document_buttons;
  GtkStack             *stack;
  GtkWidget            *back_button;
  TarnStartPage        *start_page;
  GtkNotebook          *notebook;
  TarnMessage          *message;
  TarnTwinPopover      *twin_popover;

  gboolean              restoring;     /* what was open is being opened again       */
  guint                 keep_id;       /* the timer that keeps what is open          */
  GCancellable         *cancellable;   /* of what was begun here: goes with the window */
};

/* Its actions "win.…". */
void             tarn_window_add_actions      (TarnWindow  *self);
void             tarn_window_add_device_actions (TarnWindow *self);
void             tarn_window_add_file_actions (TarnWindow  *self);
void             tarn_window_add_forget_actions (TarnWindow *self);
/* Opens the capture @path; FALSE after a message that says why not. */
gboolean         tarn_window_open_path        (TarnWindow  *self,
                                               const char  *path);
void             tarn_window_open_device      (TarnWindow  *self,
                                               const char  *text);
/* For tarn_window_restore(), at the next start. */
void             tarn_window_keep             (TarnWindow  *self);
/* A moment later, as often as it is asked: so that it is there after a crash, too. */
void             tarn_window_keep_soon        (TarnWindow  *self);
TarnApplication *tarn_window_get_app          (TarnWindow  *self);

G_END_DECLS
