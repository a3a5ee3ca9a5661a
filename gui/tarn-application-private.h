/* tarn-application-private.h
 *
 * What the files of TarnApplication share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-application.h"
#include "tarn-demo.h"
#include "tarn-notice-list.h"
#include "tarn-style.h"

G_BEGIN_DECLS

struct _TarnApplication
{
  GtkApplication  parent_instance;

  TarnSession    *session;
  TarnState      *state;
  TarnConnect    *connect;
  TarnMib        *mib;         /* nullable */
  GCancellable   *loading;     /* of modules; NULL: nothing is being loaded */
  GQueue          waiting;     /* of GFile: to be opened as soon as those are there */
  gboolean        restoring;   /* what was open, likewise                   */
  gboolean        has_looked;  /* for captures that are old                 */
  guint           waiting_id;
  GListStore     *twins;       /* of TarnTwin */
  TarnNoticeList *notices;     /* nullable: nobody asked for them yet */
  TarnStyle      *style;
  TarnDemo       *demo;        /* nullable: nobody asked for it yet */
};

/* Its actions "app.…", and the keys of all actions. */
void tarn_application_add_actions (TarnApplication *self);
/* Again, or for the first time. */
void tarn_application_load_mib    (TarnApplication *self);

G_END_DECLS
