/* tarn-connect-result.h
 *
 * A device that answered, and what it said of itself.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

G_BEGIN_DECLS

typedef struct
{
  TarnDevice *device;
  char       *name;          /* sysName, UTF-8; NULL: it told none            */
  char       *description;   /* sysDescr, likewise                            */
  TarnOid    *object_id;     /* sysObjectID, likewise                         */
  TarnOid    *oid;           /* where the URI points; NULL: nowhere           */
  char       *profile;       /* whose settings held; NULL: nobody's           */
  char       *note;          /* what a person should know; NULL: all is well  */
} TarnConnected;

/* @values by name, of tarn_connected_dup_oids(); NULL: it said nothing. */
TarnConnected *tarn_connected_new      (TarnDevice       *device,
                                        GHashTable       *values);
void           tarn_connected_free     (TarnConnected    *self);
void           tarn_connected_add_note (TarnConnected    *self,
                                        const char       *note);
/* Of TarnOid: what a device is asked for; the caller's. */
GPtrArray     *tarn_connected_dup_oids (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnConnected, tarn_connected_free)

G_END_DECLS
