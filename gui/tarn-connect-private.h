/* tarn-connect-private.h
 *
 * What the files of TarnConnect share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-connect-target.h"
#include "tarn-connect-ways.h"
#include "tarn-connect.h"

G_BEGIN_DECLS

struct _TarnConnect
{
  GObject              parent_instance;

  TarnSession         *session;
  TarnConnectProfiles *profiles;
  TarnConnectKeyring  *keyring;
  gint64               guess_timeout_us;
  TarnVersion          version;            /* of who has no profile, as the next two   */
  gint64               timeout_us;
  guint                retries;
  char                *stage;
};

/* One device that is being opened: what a task knows. */
typedef struct
{
  TarnConnectTarget  *target;
  TarnConnectProfile *profile;    /* that the device is in; NULL: none            */
  char               *remember;   /* name of the profile to be made; NULL: none   */
  GPtrArray          *ways;
  guint               next;       /* of @ways                                     */
  TarnDevice         *device;     /* that is being asked                          */
  GPtrArray          *oids;       /* what it is asked for                         */
  TarnConnected      *connected;  /* it has answered                              */
} TarnConnectRun;

void tarn_connect_set_stage (TarnConnect     *self,
                             const char      *stage);
/* Keeps what held under the name that was given for it.  Takes @task. */
void tarn_connect_remember  (GTask           *task,
                             TarnConnectWay  *way);
/* The device answers: that is told. */
void tarn_connect_end       (GTask           *task);

G_END_DECLS
